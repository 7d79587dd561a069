"""The words of choices and hints, as the content guide has them; no row and no column changes."""

import django.db.models.deletion
import reports.notices.kinds
import reports.sealing.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0029_children_and_help'),
    ]

    operations = [
        migrations.AlterField(
            model_name='attachment',
            name='kind',
            field=models.CharField(choices=[('detainer', 'The request itself (scan)'), ('warrant', 'Warrant or order'), ('communication', 'Communication with the federal agency'), ('notification', 'Notification sent to ICE'), ('proof', 'Proof of service'), ('other', 'Other document')], max_length=15),
        ),
        migrations.AlterField(
            model_name='attachment',
            name='position',
            field=models.PositiveSmallIntegerField(default=0, help_text='Where the clerk put it among the documents of its kind.'),
        ),
        migrations.AlterField(
            model_name='communication',
            name='channel',
            field=models.CharField(choices=[('fax', 'Fax'), ('email', 'Email'), ('phone', 'Phone'), ('in_person', 'In person'), ('nlets', 'NLETS message'), ('mail', 'Mail'), ('other', 'Other')], max_length=10),
        ),
        migrations.AlterField(
            model_name='correctionrequest',
            name='outcome',
            field=models.CharField(blank=True, choices=[('corrected', 'Corrected'), ('kept', 'Not changed'), ('unknown', "Requester's identity not confirmed")], max_length=10),
        ),
        migrations.AlterField(
            model_name='decisionline',
            name='choice',
            field=models.CharField(choices=[('comply', 'Comply'), ('decline', 'Decline'), ('pending', 'Not decided')], max_length=10),
        ),
        migrations.AlterField(
            model_name='detainer',
            name='channel',
            field=models.CharField(choices=[('fax', 'Fax'), ('email', 'Email'), ('phone', 'Phone'), ('in_person', 'In person'), ('nlets', 'NLETS message'), ('mail', 'Mail'), ('other', 'Other')], max_length=10),
        ),
        migrations.AlterField(
            model_name='detainer',
            name='form',
            field=models.CharField(choices=[('I-247A', 'I-247A, Immigration Detainer - Notice of Action'), ('I-247G', 'I-247G, Request for Advance Notification of Release'), ('I-247D', 'I-247D, Request for Voluntary Action (2015 to 2017)'), ('I-247N', 'I-247N, Request for Voluntary Notification (2015 to 2017)'), ('I-247X', 'I-247X, Request for Voluntary Transfer (2015 to 2017)'), ('I-247', 'I-247, older detainer (2010 to 2012)'), ('other', 'Another form or letter'), ('none', 'No form: call, email or message')], max_length=8),
        ),
        migrations.AlterField(
            model_name='detainer',
            name='outcome',
            field=models.CharField(blank=True, choices=[('released', 'Released'), ('bonded', 'Released on bond'), ('transferred_agency', 'Moved to another agency'), ('to_court', 'Moved to court (judicial marshals)'), ('to_correction', 'Moved to Correction'), ('taken_by_federal', 'Taken into federal custody'), ('cancelled', 'Canceled by the federal agency (box 16)'), ('died', 'Died'), ('still_held', "Still held on the state's own charge")], max_length=20),
        ),
        migrations.AlterField(
            model_name='enclosure',
            name='status',
            field=models.CharField(choices=[('rendering', 'Being created'), ('could_not_render', 'Could not be created'), ('ready', 'Ready to serve'), ('served', 'Served'), ('could_not_serve', 'Not served'), ('voided', 'Void'), ('superseded', 'Replaced by a later notice')], default='rendering', max_length=20),
        ),
        migrations.AlterField(
            model_name='headreview',
            name='manner',
            field=models.CharField(choices=[('on_screen', 'On screen'), ('telephone', 'By phone, entered by somebody else')], max_length=10),
        ),
        migrations.AlterField(
            model_name='message',
            name='kind',
            field=models.CharField(choices=[('opened', 'OPM asks about a reporting period'), ('owed', 'A report is owed: your log holds ICE access'), ('due_soon', 'The day OPM named for a reporting period is near'), ('overdue', 'OPM has no report of a reporting period'), ('reminded', 'OPM reminds you of a reporting period'), ('returned', 'OPM returned a report'), ('back_again', 'A report you returned is back'), ('received', 'A report has arrived'), ('accepted', 'OPM accepted a report'), ('reopened', 'OPM asks for an amendment'), ('confirm_entry', 'OPM entered what you sent; please confirm it'), ('disputed', 'An agency disputes what is said of it'), ('contradicted', 'The log contradicts a zero report'), ('preview', 'Your rows in the next edition: confirm or dispute them'), ('to_check', 'A proposed edition waits for disclosure checkers'), ('to_publish', 'A proposed edition is checked and waits for a publisher'), ('rows_disputed', 'An agency disputes its rows in the next edition'), ('rows_answered', 'OPM answered what you said of your rows'), ('held_back', 'An edition did not go out at its hour'), ('standing_in', 'You are named to stand in for a proposed edition'), ('role_granted', 'You were given a role'), ('dormant', 'Sign in to keep your account active'), ('asleep', "A colleague's account is inactive")], max_length=20),
        ),
        migrations.AlterField(
            model_name='missingnotice',
            name='channel',
            field=models.CharField(choices=[('message', 'a message here'), ('telephone', 'telephone'), ('letter', 'letter'), ('email', 'email outside the system')], default='message', max_length=10),
        ),
        migrations.AlterField(
            model_name='missingnotice',
            name='recipients',
            field=models.PositiveSmallIntegerField(help_text='How many people were told; none is an attempt, and a reason to phone.'),
        ),
        migrations.AlterField(
            model_name='notice',
            name='kind',
            field=models.CharField(choices=[(reports.notices.kinds.NoticeKind['N1_RECEIPT'], 'First notice: copy of the detainer, and what the agency intends'), (reports.notices.kinds.NoticeKind['N1_INTENT'], 'Decision notice: what the agency decided'), (reports.notices.kinds.NoticeKind['N2'], 'Release notice: ICE was told of the release, and why'), (reports.notices.kinds.NoticeKind['N2_COPY'], 'Release notice, copy for attorney or designee'), (reports.notices.kinds.NoticeKind['CANCELLATION'], 'Cancellation notice: the detainer was withdrawn'), (reports.notices.kinds.NoticeKind['CORRECTION'], 'Correction reply')], max_length=3),
        ),
        migrations.AlterField(
            model_name='notice',
            name='owed_at',
            field=models.DateTimeField(help_text='When the statute began to ask for this notice.'),
        ),
        migrations.AlterField(
            model_name='notice',
            name='status',
            field=models.CharField(choices=[('rendering', 'Being created'), ('could_not_render', 'Could not be created'), ('ready', 'Ready to serve'), ('served', 'Served'), ('could_not_serve', 'Not served'), ('voided', 'Void'), ('superseded', 'Replaced by a later notice')], default='rendering', max_length=20),
        ),
        migrations.AlterField(
            model_name='noticelink',
            name='recipient',
            field=models.CharField(choices=[('person', 'The person'), ('attorney', "The person's attorney"), ('designee', 'The designee'), ('guardian', 'Parent or guardian'), ('protection', 'The child-protection agency')], db_column='to_whom', max_length=10),
        ),
        migrations.AlterField(
            model_name='noticeservice',
            name='how',
            field=models.CharField(choices=[('in_person', 'In person'), ('read_aloud', 'Read aloud, with or without an interpreter'), ('jail_mail', 'Jail mail'), ('post', 'Mail'), ('email', 'Email'), ('fax', 'Fax'), ('phone', 'By phone (efforts to reach the designee)')], max_length=12),
        ),
        migrations.AlterField(
            model_name='noticeservice',
            name='outcome',
            field=models.CharField(choices=[('served', 'Served'), ('refused', 'The person refused to take it'), ('could_not', 'Not served')], max_length=10),
        ),
        migrations.AlterField(
            model_name='noticeservice',
            name='reason',
            field=reports.sealing.fields.SealedTextField(blank=True, help_text='Why it was refused or could not be served.'),
        ),
        migrations.AlterField(
            model_name='noticeservice',
            name='recipient',
            field=models.CharField(choices=[('person', 'The person'), ('attorney', "The person's attorney"), ('designee', 'The designee'), ('guardian', 'Parent or guardian'), ('protection', 'The child-protection agency')], db_column='to_whom', default='person', max_length=10),
        ),
        migrations.AlterField(
            model_name='noticeservice',
            name='understood',
            field=models.CharField(blank=True, choices=[('yes', 'Yes'), ('partly', 'In part'), ('no', 'No'), ('not_known', 'Could not tell')], help_text='Empty where it was not asked.', max_length=10),
        ),
        migrations.AlterField(
            model_name='person',
            name='guardian_contact',
            field=reports.sealing.fields.SealedTextField(blank=True, help_text='Used only to serve: never in a file, an interface or a staff handoff.'),
        ),
        migrations.AlterField(
            model_name='reply',
            name='channel',
            field=models.CharField(choices=[('fax', 'Fax'), ('email', 'Email'), ('phone', 'Phone'), ('in_person', 'In person'), ('nlets', 'NLETS message'), ('mail', 'Mail'), ('other', 'Other')], max_length=10),
        ),
        migrations.AlterField(
            model_name='reportrequest',
            name='channel',
            field=models.CharField(blank=True, choices=[('message', 'a message here'), ('telephone', 'telephone'), ('letter', 'letter'), ('email', 'email outside the system')], max_length=10),
        ),
        migrations.AlterField(
            model_name='reviewround',
            name='decided_by',
            field=models.ForeignKey(blank=True, help_text='Empty for an earlier reporting period that OPM loaded from a file.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='submission',
            name='amendment_code',
            field=models.CharField(blank=True, choices=[('late_entry', 'An access was recorded late'), ('corrected', 'An access was corrected'), ('voided', 'An access had been recorded by mistake'), ('misattributed', 'An access belonged to another agency or reporting period'), ('requested', 'OPM asked for it'), ('reloaded', "OPM's earlier figures were corrected"), ('other', 'Another reason')], max_length=15),
        ),
        migrations.AlterField(
            model_name='submission',
            name='source',
            field=models.CharField(choices=[('system', "Compiled from the agency's log"), ('paper', "Compiled from the agency's log, certified on paper"), ('imported', 'Earlier reporting period, loaded by OPM'), ('received_outside', 'Paper report entered by OPM')], default='system', max_length=20),
        ),
        migrations.AlterField(
            model_name='submission',
            name='status',
            field=models.CharField(choices=[('draft', 'Draft'), ('certified', 'Submitted to OPM'), ('in_review', 'Under OPM review'), ('returned', 'Returned for correction'), ('accepted', 'Accepted'), ('superseded', 'Replaced by an accepted amendment'), ('discarded', 'Draft deleted')], default='draft', max_length=12),
        ),
        migrations.AlterField(
            model_name='supportcontact',
            name='kind',
            field=models.CharField(choices=[('legal_aid', 'Free legal aid'), ('defender', 'Public defender'), ('free_line', 'A line that can be called from custody'), ('other', 'Other help')], default='other', max_length=10),
        ),
    ]
