import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("entities", "0004_tallies")]

    operations = [
        migrations.AddField(
            model_name="office",
            name="body",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="holders",
                to="entities.entity",
            ),
        ),
        migrations.AddField(
            model_name="office",
            name="listed",
            field=models.BooleanField(default=False, editable=False, help_text="from the lists, and kept as they say"),
        ),
    ]
