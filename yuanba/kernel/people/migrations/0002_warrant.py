from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="body",
            name="warrant",
            field=models.CharField(
                blank=True, default="", help_text="who chose it, and the number of the matter", max_length=60
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="tenure",
            name="warrant",
            field=models.CharField(
                blank=True, default="", help_text="who chose her, and the number of the matter", max_length=60
            ),
            preserve_default=False,
        ),
    ]
