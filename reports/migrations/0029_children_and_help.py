"""Who gets a child's letter with them, how a letter was read aloud, and who may help by kind and language."""

import django.db.models.deletion
import reports.sealing.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0028_productions'),
    ]

    operations = [
        migrations.AddField(
            model_name='noticeservice',
            name='read_by',
            field=reports.sealing.fields.SealedTextField(blank=True, help_text='Who read it aloud, if anybody did.'),
        ),
        migrations.AddField(
            model_name='noticeservice',
            name='understood',
            field=models.CharField(blank=True, choices=[('yes', 'Yes'), ('partly', 'In part'), ('no', 'No'), ('not_known', 'Could not be told')], help_text='Empty where it was not asked.', max_length=10),
        ),
        migrations.AddField(
            model_name='person',
            name='guardian_contact',
            field=reports.sealing.fields.SealedTextField(blank=True, help_text='Used only to serve: never in a file, an interface or a hand-over.'),
        ),
        migrations.AddField(
            model_name='person',
            name='guardian_name',
            field=reports.sealing.fields.SealedTextField(blank=True),
        ),
        migrations.AddField(
            model_name='person',
            name='guardian_relation',
            field=reports.sealing.fields.SealedTextField(blank=True),
        ),
        migrations.AddField(
            model_name='person',
            name='is_age_disputed',
            field=models.BooleanField(default=False, help_text='Said to be under 18 by the person, or doubted by others.'),
        ),
        migrations.AddField(
            model_name='person',
            name='child_recipient',
            field=models.CharField(blank=True, choices=[('guardian', 'A parent or guardian'), ('protection', 'The child-protection agency, since telling a parent may harm'), ('counsel', "The child's lawyer, named as attorney")], max_length=10),
        ),
        migrations.AddField(
            model_name='supportcontact',
            name='checked_at',
            field=models.DateTimeField(blank=True, help_text='When somebody last called and it was right.', null=True),
        ),
        migrations.AddField(
            model_name='supportcontact',
            name='checked_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='supportcontact',
            name='kind',
            field=models.CharField(choices=[('legal_aid', 'Free legal aid'), ('defender', 'Public defender'), ('free_line', 'A line that can be called free from a cell'), ('other', 'Other help')], default='other', max_length=10),
        ),
        migrations.AddField(
            model_name='supportcontact',
            name='languages',
            field=models.CharField(blank=True, help_text='Codes of the languages spoken there, by comma.', max_length=200),
        ),
        migrations.AlterField(
            model_name='noticelink',
            name='recipient',
            field=models.CharField(choices=[('person', 'The person'), ('attorney', "The person's attorney"), ('designee', 'The one other person named'), ('guardian', 'Parent or guardian'), ('protection', 'The child-protection agency')], db_column='to_whom', max_length=10),
        ),
        migrations.AlterField(
            model_name='noticeservice',
            name='recipient',
            field=models.CharField(choices=[('person', 'The person'), ('attorney', "The person's attorney"), ('designee', 'The one other person named'), ('guardian', 'Parent or guardian'), ('protection', 'The child-protection agency')], db_column='to_whom', default='person', max_length=10),
        ),
        migrations.AddConstraint(
            model_name='supportcontact',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('checked_at__isnull', True), ('checked_by__isnull', True)), models.Q(('checked_at__isnull', False), ('checked_by__isnull', False)), _connector='OR'), name='help_entry_checked_pair'),
        ),
    ]
