

import django.db.models.deletion
import reports.submissions.models.reporting_periods
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0002_trail_guards'),
    ]

    operations = [
        migrations.CreateModel(
            name='Digest',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('day', models.DateField()),
                ('outcome', models.CharField(choices=[('promised', 'Waiting to be sent'), ('sent', 'Sent'), ('refused', 'Refused by the mail server')], default='promised', max_length=10)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('error_code', models.CharField(blank=True, max_length=80)),
                ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='digests', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('-day',),
            },
        ),
        migrations.CreateModel(
            name='MailPreference',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('wants_digest', models.BooleanField(default=True)),
                ('changed_at', models.DateTimeField()),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='mail_preference', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Period',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('half_year', models.CharField(help_text='For example 2025H1.', max_length=6, unique=True)),
                ('starts_on', models.DateField(unique=True)),
                ('ends_on', models.DateField(unique=True)),
                ('due_on', models.DateField()),
                ('grace_days', models.PositiveSmallIntegerField(default=14)),
                ('reporting_kinds', models.JSONField(default=reports.submissions.models.reporting_periods.municipalities, help_text='Kinds of agencies that must report.')),
                ('head_may_certify', models.BooleanField(default=False, help_text='The head of the agency may certify for the legislative body (Q15).')),
                ('is_assumed', models.BooleanField(default=True, help_text='Not yet confirmed by OPM.')),
                ('created_at', models.DateTimeField()),
            ],
            options={
                'ordering': ('half_year',),
                'constraints': [models.CheckConstraint(condition=models.Q(('half_year__regex', '^[0-9]{4}H[12]$')), name='period_half_year_written_so'), models.CheckConstraint(condition=models.Q(('ends_on__gt', models.F('starts_on'))), name='period_days_in_order'), models.CheckConstraint(condition=models.Q(('due_on__gt', models.F('ends_on'))), name='period_due_after_its_end')],
            },
        ),
        migrations.CreateModel(
            name='MissingNotice',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('noticed_at', models.DateTimeField()),
                ('recipients', models.PositiveSmallIntegerField(help_text='How many people were told; none is a reason to telephone.')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='missing_notices', to='reports.agency')),
                ('period', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='missing_notices', to='reports.period')),
            ],
            options={
                'ordering': ('-noticed_at',),
            },
        ),
        migrations.CreateModel(
            name='Dispute',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('text', models.TextField()),
                ('raised_at', models.DateTimeField()),
                ('answer', models.TextField(blank=True)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='disputes', to='reports.agency')),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('raised_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('period', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='disputes', to='reports.period')),
            ],
            options={
                'ordering': ('-raised_at',),
            },
        ),
        migrations.CreateModel(
            name='PeriodChange',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('changed_at', models.DateTimeField()),
                ('before', models.JSONField()),
                ('after', models.JSONField()),
                ('reason', models.TextField()),
                ('changed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('period', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='reports.period')),
            ],
            options={
                'ordering': ('-changed_at',),
            },
        ),
        migrations.CreateModel(
            name='SavedFilter',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=60)),
                ('query', models.CharField(max_length=300)),
                ('saved_at', models.DateTimeField()),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='saved_filters', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('name',),
            },
        ),
        migrations.CreateModel(
            name='Submission',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveSmallIntegerField()),
                ('round', models.PositiveSmallIntegerField(default=1, help_text='1, and one more for each return.')),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('certified', 'Certified and submitted'), ('in_review', 'In review at OPM'), ('returned', 'Returned with reasons'), ('accepted', 'Accepted'), ('superseded', 'Replaced by an accepted amendment'), ('discarded', 'Draft dropped')], default='draft', max_length=12)),
                ('source', models.CharField(choices=[('system', "Compiled from the agency's log"), ('paper', "Compiled from the agency's log, certified on paper"), ('imported', 'Earlier half-year, loaded by OPM'), ('received_outside', 'Received outside the system, entered by OPM')], default='system', max_length=20)),
                ('is_amendment', models.BooleanField(default=False)),
                ('amendment_code', models.CharField(blank=True, choices=[('late_entry', 'An access was recorded late'), ('corrected', 'An access was corrected'), ('voided', 'An access had been recorded by mistake'), ('misattributed', 'An access belonged to another agency or half-year'), ('requested', 'OPM asked for it'), ('reloaded', "OPM's earlier figures were corrected"), ('other', 'Another reason')], max_length=15)),
                ('amendment_reason', models.TextField(blank=True, help_text='For OPM; never published.')),
                ('is_nil', models.BooleanField(default=False)),
                ('line_count', models.PositiveIntegerField(default=0)),
                ('person_count', models.PositiveIntegerField(default=0)),
                ('content_sha256', models.CharField(max_length=64)),
                ('findings', models.JSONField(blank=True, default=list, help_text='What the checks found when it was certified; frozen.')),
                ('compiled_at', models.DateTimeField()),
                ('received_at', models.DateTimeField(blank=True, null=True)),
                ('certified_at', models.DateTimeField(blank=True, null=True)),
                ('certified_as', models.CharField(blank=True, help_text='In which office the certifier signed.', max_length=60)),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                ('accepted_at', models.DateTimeField(blank=True, null=True)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='submissions', to='reports.agency')),
                ('certified_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('entered_by', models.ForeignKey(blank=True, help_text='Who at OPM entered what was received outside the system.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('follows', models.ForeignKey(blank=True, help_text='The returned version that this one answers, or the accepted one that it amends.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='followers', to='reports.submission')),
                ('period', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='submissions', to='reports.period')),
            ],
            options={
                'ordering': ('-period__half_year', 'agency__name', '-version'),
            },
        ),
        migrations.CreateModel(
            name='SourceDocument',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('channel', models.CharField(max_length=10)),
                ('arrived_on', models.DateField()),
                ('attached_at', models.DateTimeField()),
                ('attached_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.sealedfile')),
                ('record_key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.recordkey')),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='source_documents', to='reports.submission')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ReviewRound',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('outcome', models.CharField(choices=[('accepted', 'Accepted'), ('returned', 'Returned'), ('reopened', 'Amendment asked for')], max_length=10)),
                ('message', models.TextField(blank=True)),
                ('decided_at', models.DateTimeField()),
                ('decided_by', models.ForeignKey(blank=True, help_text='Empty for an earlier half-year that OPM loaded from a file.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='reports.submission')),
            ],
            options={
                'ordering': ('-decided_at',),
            },
        ),
        migrations.CreateModel(
            name='Receipt',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('content', models.JSONField()),
                ('made_at', models.DateTimeField()),
                ('rendered_at', models.DateTimeField(blank=True, null=True)),
                ('file_name', models.CharField(blank=True, max_length=100)),
                ('pdf_sha256', models.CharField(blank=True, max_length=64)),
                ('size', models.PositiveIntegerField(default=0)),
                ('submission', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='receipt', to='reports.submission')),
            ],
        ),
        migrations.CreateModel(
            name='PaperCertificate',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('signer_name', models.CharField(max_length=120)),
                ('signer_title', models.CharField(max_length=80)),
                ('signed_on', models.DateField()),
                ('attached_at', models.DateTimeField()),
                ('attached_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('record_key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.recordkey')),
                ('scan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.sealedfile')),
                ('submission', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='paper_certificate', to='reports.submission')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('due_soon', 'A half-year is due soon'), ('overdue', 'A half-year is overdue'), ('reminded', 'OPM reminds you of a half-year'), ('returned', 'OPM returned a submission'), ('back_again', 'A submission you returned is back'), ('received', 'A submission has arrived'), ('accepted', 'OPM accepted a submission'), ('reopened', 'OPM asks for an amendment'), ('confirm_entry', 'OPM entered what you sent; please confirm it'), ('disputed', 'An agency disputes what is said of it'), ('role_granted', 'You were given a role'), ('dormant', 'Your account is about to go to sleep')], max_length=20)),
                ('same_as', models.CharField(help_text='Two messages with the same words here are one.', max_length=120)),
                ('created_at', models.DateTimeField()),
                ('read_at', models.DateTimeField(blank=True, null=True)),
                ('agency', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.agency')),
                ('digest', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='reports.digest')),
                ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='messages', to=settings.AUTH_USER_MODEL)),
                ('period', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.period')),
                ('submission', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.submission')),
            ],
            options={
                'ordering': ('-created_at',),
            },
        ),
        migrations.CreateModel(
            name='InternalNote',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('text', models.TextField()),
                ('written_at', models.DateTimeField()),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='internal_notes', to='reports.submission')),
            ],
            options={
                'ordering': ('-written_at',),
            },
        ),
        migrations.CreateModel(
            name='Explanation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('check_name', models.CharField(max_length=60)),
                ('text', models.TextField()),
                ('given_at', models.DateTimeField()),
                ('given_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='explanations', to='reports.submission')),
            ],
            options={
                'ordering': ('check_name',),
            },
        ),
        migrations.CreateModel(
            name='Assignment',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('assigned_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('reviewer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to=settings.AUTH_USER_MODEL)),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='reports.submission')),
            ],
            options={
                'ordering': ('-assigned_at',),
            },
        ),
        migrations.CreateModel(
            name='SubmissionLine',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveIntegerField()),
                ('access_on', models.DateField()),
                ('access_kind', models.CharField(choices=[('A', '(A) Responding to a civil immigration detainer or request for notification'), ('B', '(B) Notifying that the person is being or will be released'), ('C', '(C) Giving non-public information: release date or time, home or work address'), ('D', "(D) Allowing an interview of a person under the agency's control"), ('E', '(E) Allowing use of a facility or resources for immigration enforcement'), ('F', '(F) Giving dates, times or other information on probation or parole')], max_length=1)),
                ('basis', models.CharField(choices=[('detainer', 'As part of compliance with a detainer'), ('other', 'Through other means')], max_length=10)),
                ('race', models.CharField(choices=[('W', 'White'), ('B', 'Black'), ('A', 'Asian or Pacific Islander'), ('I', 'American Indian or Alaskan Native'), ('U', 'Unknown or not recorded')], max_length=1)),
                ('ethnicity', models.CharField(choices=[('H', 'Hispanic'), ('M', 'Middle Eastern'), ('N', 'Not applicable'), ('U', 'Unknown or not recorded')], max_length=1)),
                ('sex', models.CharField(choices=[('M', 'Male'), ('F', 'Female'), ('X', 'Another recorded sex or gender'), ('U', 'Unknown or not recorded')], max_length=1)),
                ('age', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('person_ref', models.UUIDField(help_text='Random for each version; the same for lines about one person.')),
                ('access_id', models.UUIDField(blank=True, help_text='Private: for staff of the agency; never exported.', null=True)),
                ('origin_id', models.UUIDField(blank=True, help_text='Private: the access before any correction.', null=True)),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='reports.submission')),
            ],
            options={
                'ordering': ('position',),
            },
        ),
        migrations.CreateModel(
            name='ReturnReason',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveSmallIntegerField()),
                ('code', models.CharField(choices=[('wrong_code', 'A code looks wrong'), ('wrong_date', 'A date looks wrong'), ('missing_line', 'An access seems to be missing'), ('duplicate', 'The same access seems to stand twice'), ('person_count', 'Persons and events do not fit together'), ('unexplained', 'A change needs an explanation'), ('wrong_signer', 'Certified by the wrong person'), ('other', 'Something else')], max_length=20)),
                ('field', models.CharField(blank=True, max_length=20)),
                ('text', models.TextField()),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reasons', to='reports.reviewround')),
                ('line', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='return_reasons', to='reports.submissionline')),
            ],
            options={
                'ordering': ('position',),
            },
        ),
        migrations.AddConstraint(
            model_name='digest',
            constraint=models.UniqueConstraint(fields=('recipient', 'day'), name='digest_one_a_day'),
        ),
        migrations.AddConstraint(
            model_name='dispute',
            constraint=models.UniqueConstraint(condition=models.Q(('answered_at__isnull', True)), fields=('agency', 'period'), name='dispute_one_open'),
        ),
        migrations.AddConstraint(
            model_name='dispute',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', True), ('answered_by__isnull', True)), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False)), _connector='OR'), name='dispute_answered_pair'),
        ),
        migrations.AddConstraint(
            model_name='savedfilter',
            constraint=models.UniqueConstraint(fields=('owner', 'name'), name='saved_filter_name_once'),
        ),
        migrations.AddIndex(
            model_name='submission',
            index=models.Index(fields=['status', 'received_at'], name='submission_queue'),
        ),
        migrations.AddIndex(
            model_name='submission',
            index=models.Index(fields=['period', 'status'], name='submission_by_period'),
        ),
        migrations.AddConstraint(
            model_name='submission',
            constraint=models.UniqueConstraint(fields=('agency', 'period', 'version'), name='submission_version_once'),
        ),
        migrations.AddConstraint(
            model_name='submission',
            constraint=models.UniqueConstraint(condition=models.Q(('status__in', ['certified', 'draft', 'in_review'])), fields=('agency', 'period'), name='submission_one_open'),
        ),
        migrations.AddConstraint(
            model_name='submission',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'accepted')), fields=('agency', 'period'), name='submission_one_accepted'),
        ),
        migrations.AddConstraint(
            model_name='submission',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'discarded'), _negated=True), fields=('follows',), name='submission_followed_once'),
        ),
        migrations.AddConstraint(
            model_name='submission',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['draft', 'discarded']), ('received_at__isnull', True)), models.Q(models.Q(('status__in', ['draft', 'discarded']), _negated=True), ('received_at__isnull', False)), _connector='OR'), name='submission_received_moment'),
        ),
        migrations.AddConstraint(
            model_name='submission',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('certified_at__isnull', True), ('certified_by__isnull', True)), models.Q(('certified_at__isnull', False), ('certified_by__isnull', False)), _connector='OR'), name='submission_certified_pair'),
        ),
        migrations.AddConstraint(
            model_name='submission',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at__isnull', True), ('confirmed_by__isnull', True)), models.Q(('confirmed_at__isnull', False), ('confirmed_by__isnull', False)), _connector='OR'), name='submission_confirmed_pair'),
        ),
        migrations.AddConstraint(
            model_name='submission',
            constraint=models.CheckConstraint(condition=models.Q(('is_nil', False), ('line_count', 0), _connector='OR'), name='submission_nil_has_no_line'),
        ),
        migrations.AddConstraint(
            model_name='reviewround',
            constraint=models.UniqueConstraint(condition=models.Q(('outcome__in', ['accepted', 'returned'])), fields=('submission',), name='review_answers_once'),
        ),
        migrations.AddConstraint(
            model_name='receipt',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('file_name', ''), ('rendered_at__isnull', True)), models.Q(('rendered_at__isnull', False), models.Q(('file_name', ''), _negated=True)), _connector='OR'), name='receipt_rendered_pair'),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(fields=['recipient', 'read_at'], name='message_unread'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.UniqueConstraint(fields=('recipient', 'same_as'), name='message_once'),
        ),
        migrations.AddConstraint(
            model_name='explanation',
            constraint=models.UniqueConstraint(fields=('submission', 'check_name'), name='explanation_once'),
        ),
        migrations.AddIndex(
            model_name='assignment',
            index=models.Index(fields=['reviewer', 'ended_at'], name='assignment_of_reviewer'),
        ),
        migrations.AddConstraint(
            model_name='assignment',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('submission',), name='assignment_one_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='submissionline',
            constraint=models.UniqueConstraint(fields=('submission', 'position'), name='submission_line_position_once'),
        ),
        migrations.AddConstraint(
            model_name='submissionline',
            constraint=models.UniqueConstraint(fields=('submission', 'access_id'), name='submission_line_access_once'),
        ),
        migrations.AddConstraint(
            model_name='submissionline',
            constraint=models.CheckConstraint(condition=models.Q(('age__isnull', True), ('age__lte', 125), _connector='OR'), name='submission_line_age_possible'),
        ),
        migrations.AddConstraint(
            model_name='returnreason',
            constraint=models.UniqueConstraint(fields=('review', 'position'), name='return_reason_position_once'),
        ),
        migrations.AddConstraint(
            model_name='returnreason',
            constraint=models.CheckConstraint(condition=models.Q(('field', ''), ('line__isnull', False), _connector='OR'), name='return_reason_field_of_line'),
        ),
    ]
