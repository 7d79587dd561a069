"""A person has versions, is found by parts of a name, and can be merged and split."""

import django.db.models.deletion
import reports.sealing.fields
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0024_messages_are_news'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='person',
            name='alien_number_index',
        ),
        migrations.RemoveField(
            model_name='person',
            name='birth_index',
        ),
        migrations.RemoveField(
            model_name='person',
            name='family_name_index',
        ),
        migrations.RemoveField(
            model_name='person',
            name='full_name_index',
        ),
        migrations.AddField(
            model_name='access',
            name='person_version',
            field=models.PositiveIntegerField(default=1, help_text='The version of the person that this record was made with.'),
        ),
        migrations.AddField(
            model_name='detainer',
            name='person_version',
            field=models.PositiveIntegerField(default=1, help_text='The version of the person that this record was made with.'),
        ),
        migrations.AddField(
            model_name='person',
            name='index_form',
            field=models.PositiveSmallIntegerField(default=0, help_text='The canonical form its indexes were built over; 0 for none yet.'),
        ),
        migrations.AddField(
            model_name='person',
            name='merged_into',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='reports.person'),
        ),
        migrations.AddField(
            model_name='person',
            name='version',
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.CreateModel(
            name='PersonIndex',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('digest', models.CharField(max_length=64)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='indexes', to='reports.person')),
            ],
            options={
                'indexes': [models.Index(fields=['digest'], name='person_index_digest')],
                'constraints': [models.UniqueConstraint(fields=('person', 'digest'), name='person_index_once')],
            },
        ),
        migrations.CreateModel(
            name='PersonMerge',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('brought', models.JSONField(default=list, help_text='Ids of people who had been merged into the other one before.')),
                ('reason', reports.sealing.fields.SealedTextField()),
                ('merged_at', models.DateTimeField()),
                ('split_reason', reports.sealing.fields.SealedTextField(blank=True)),
                ('split_at', models.DateTimeField(blank=True, null=True)),
                ('kept', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merges', to='reports.person')),
                ('merged_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merges_away', to='reports.person')),
                ('record_key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.recordkey')),
                ('split_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('merged_at',),
                'constraints': [models.UniqueConstraint(condition=models.Q(('split_at__isnull', True)), fields=('other',), name='person_merged_once'), models.CheckConstraint(condition=models.Q(models.Q(('split_at__isnull', True), ('split_by__isnull', True)), models.Q(('split_at__isnull', False), ('split_by__isnull', False)), _connector='OR'), name='person_merge_split_pair')],
            },
        ),
        migrations.CreateModel(
            name='PersonVersion',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('values', reports.sealing.fields.SealedTextField()),
                ('kept_at', models.DateTimeField()),
                ('kept_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='reports.person')),
                ('record_key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.recordkey')),
            ],
            options={
                'ordering': ('number',),
                'constraints': [models.UniqueConstraint(fields=('person', 'number'), name='person_version_once')],
            },
        ),
    ]
