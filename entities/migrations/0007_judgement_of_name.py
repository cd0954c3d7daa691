from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("entities", "0006_articles_of_groups")]

    operations = [
        migrations.AddIndex(
            model_name="judgement",
            index=models.Index(condition=models.Q(("b__isnull", True)), fields=["folded"], name="judgement_of_name"),
        ),
    ]
