from importlib import import_module

from django.db import migrations, models

_BEFORE = import_module("entities.migrations.0004_tallies")
_LISTED = """
CREATE FUNCTION entities_is_listed(state text, version bigint, dated timestamptz, relevant boolean) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
    SELECT state IN ('kept', 'partial', 'gone') AND version IS NOT NULL AND dated IS NOT NULL
       AND coalesce(relevant, false)
$$
"""
_ARTICLE = """
CREATE OR REPLACE FUNCTION entities_article_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(5020603);
    IF TG_OP <> 'INSERT' THEN
        INSERT INTO entities_keptday (day, country, articles, listed)
        SELECT (OLD.dated_at AT TIME ZONE 'UTC')::date, country, -side.kept, -side.listed
          FROM articles_source, (SELECT
               entities_is_kept(OLD.state, OLD.version_id, OLD.dated_at, OLD.original_id)::integer AS kept,
               entities_is_listed(OLD.state, OLD.version_id, OLD.dated_at,
                                  coalesce(OLD.relevant_by_hand, OLD.relevant))::integer AS listed) AS side
         WHERE id = OLD.source_id AND side.kept + side.listed > 0;
    END IF;
    IF TG_OP = 'DELETE' THEN
        PERFORM entities_recount(ARRAY[OLD.id]);
        RETURN NULL;
    END IF;
    INSERT INTO entities_keptday (day, country, articles, listed)
    SELECT (NEW.dated_at AT TIME ZONE 'UTC')::date, country, side.kept, side.listed
      FROM articles_source, (SELECT
           entities_is_kept(NEW.state, NEW.version_id, NEW.dated_at, NEW.original_id)::integer AS kept,
           entities_is_listed(NEW.state, NEW.version_id, NEW.dated_at,
                              coalesce(NEW.relevant_by_hand, NEW.relevant))::integer AS listed) AS side
     WHERE id = NEW.source_id AND side.kept + side.listed > 0;
    PERFORM entities_recount(ARRAY[NEW.id]);
    RETURN NULL;
END $$
"""
_SOURCE = """
CREATE OR REPLACE FUNCTION entities_source_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(5020603);
    INSERT INTO entities_keptday (day, country, articles, listed)
    SELECT day, side.country, side.sign * kept, side.sign * listed
      FROM (SELECT (dated_at AT TIME ZONE 'UTC')::date AS day,
                   sum(entities_is_kept(state, version_id, dated_at, original_id)::integer) AS kept,
                   sum(entities_is_listed(state, version_id, dated_at, coalesce(relevant_by_hand, relevant))::integer)
                       AS listed
              FROM articles_article WHERE source_id = NEW.id AND version_id IS NOT NULL AND dated_at IS NOT NULL
             GROUP BY 1) AS days,
           (VALUES (OLD.country, -1), (NEW.country, 1)) AS side(country, sign)
     WHERE kept + listed > 0;
    PERFORM entities_recount(array_agg(id)) FROM articles_article WHERE source_id = NEW.id AND version_id IS NOT NULL;
    RETURN NULL;
END $$
"""
# What is there already.
_COUNT = """
INSERT INTO entities_keptday (day, country, articles, listed)
SELECT (a.dated_at AT TIME ZONE 'UTC')::date, s.country, 0, count(*)
  FROM articles_article a JOIN articles_source s ON s.id = a.source_id
 WHERE entities_is_listed(a.state, a.version_id, a.dated_at, coalesce(a.relevant_by_hand, a.relevant)) GROUP BY 1, 2
"""


class Migration(migrations.Migration):
    dependencies = [("entities", "0007_judgement_of_name")]

    operations = [
        migrations.AddField(
            model_name="keptday",
            name="listed",
            field=models.IntegerField(db_default=0, default=0, help_text="of those on the subject, copies among them"),
        ),
        migrations.RemoveIndex(model_name="keptday", name="kept_on_day"),
        migrations.AddIndex(
            model_name="keptday",
            index=models.Index(fields=["day"], include=("country", "articles", "listed"), name="kept_on_day"),
        ),
        migrations.RunSQL(
            [_LISTED, _ARTICLE, _SOURCE, _COUNT],
            [
                *(
                    sql.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
                    for sql in (_BEFORE._ARTICLE, _BEFORE._SOURCE)
                ),
                "DROP FUNCTION entities_is_listed(text, bigint, timestamptz, boolean)",
            ],
        ),
    ]
