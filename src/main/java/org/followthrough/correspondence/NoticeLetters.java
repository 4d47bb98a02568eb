package org.followthrough.correspondence;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import org.followthrough.identity.Person;
import org.followthrough.web.Languages;
import org.followthrough.web.SiteAddress;
import org.followthrough.web.TimeWords;

import org.springframework.stereotype.Component;

/**
 * The words of the mails to those who work here: a plain letter for one notice, a list
 * for more.
 */
@Component
class NoticeLetters {

	private static final int LONGEST_SUBJECT = 100;

	private final SiteAddress site;

	private final TimeWords times;

	private final Languages languages;

	NoticeLetters(SiteAddress site, TimeWords times, Languages languages) {
		this.site = site;
		this.times = times;
		this.languages = languages;
	}

	/** Who works here reads English. */
	private String moment(Instant at) {
		return this.languages.english().moment(at);
	}

	Outbox.Letter letter(Person to, Notice only) {
		return new Outbox.Letter(null, only.caseNumber(), to.email(), subject(only), """
				Dear %s,

				%s

				%s
				""".formatted(to.name(), sentence(only), link(only)), true);
	}

	private static String subject(Notice only) {
		Notice.Matter matter = only.kind().matter();
		return (matter != Notice.Matter.CASES) ? matter.title : "[" + only.caseNumber() + "] " + only.subject();
	}

	Outbox.Letter digest(Person to, List<Notice> first, Map<Notice.Kind, Integer> sums) {
		Map<Notice.Kind, List<Notice>> groups = first.stream()
			.collect(Collectors.groupingBy(Notice::kind, () -> new EnumMap<>(Notice.Kind.class), Collectors.toList()));
		String parts = groups.entrySet()
			.stream()
			.map((group) -> part(group.getKey(), group.getValue()))
			.collect(Collectors.joining("\n\n"));
		int total = sums.values().stream().mapToInt(Integer::intValue).sum();
		Notice.Matter matter = Notice.Matter.of(sums.keySet());
		return new Outbox.Letter(null, null, to.email(), matter.title + ": " + overview(sums), """
				Dear %s,

				these need you: %s.

				%s

				%s
				%s
				""".formatted(to.name(), overview(sums), parts, rest(total - first.size(), matter),
				this.site.of(matter.path)), true);
	}

	private static String overview(Map<Notice.Kind, Integer> sums) {
		return sums.entrySet()
			.stream()
			.map((sum) -> "%,d %s".formatted(sum.getValue(), inShort(sum.getKey())))
			.collect(Collectors.joining(", "));
	}

	private String part(Notice.Kind kind, List<Notice> notices) {
		return heading(kind) + "\n"
				+ notices.stream().map((notice) -> "\n" + line(notice)).collect(Collectors.joining("\n"));
	}

	private String line(Notice of) {
		if (of.kind().matter() != Notice.Matter.CASES) {
			return "* %s\n  %s".formatted(of.reason(), link(of));
		}
		return "* %s: %s\n  %s%s\n  %s".formatted(of.caseNumber(),
				Characters.cut(Characters.inOneLine(Objects.requireNonNull(of.subject())), LONGEST_SUBJECT), time(of),
				reason(of), link(of));
	}

	private static String reason(Notice of) {
		if (of.reason() == null) {
			return "";
		}
		return "\n  " + ((of.kind() == Notice.Kind.CLOSED_IN_TRACKER) ? "The issue: " : "The mail system says: ")
				+ of.reason();
	}

	private static String rest(int more, Notice.Matter matter) {
		return (more > 0)
				? "And %,d more: the %,d most urgent are listed. %s".formatted(more, NoticeWriter.LISTED, matter.all)
				: matter.all;
	}

	private String time(Notice of) {
		return switch (of.kind()) {
			case WORD_UNDELIVERED, RELEASED_UNVERIFIED, FIX_KEEPS_FAILING, FIX_CANNOT_BE_VERIFIED, CLOSED_IN_TRACKER,
					ALSO_WRITTEN_TO, REPLY_UNREVIEWED ->
				this.times.relative(of.due()) + ": " + moment(of.due());
			case PAUSE_ENDED -> "since " + moment(of.due());
			default -> this.times.due(of.due()) + ": " + moment(of.due());
		};
	}

	private String link(Notice of) {
		Notice.Matter matter = of.kind().matter();
		return this.site.of((matter != Notice.Matter.CASES) ? matter.path : "/cases/" + of.caseNumber());
	}

	/** What follows a number of them. */
	private static String inShort(Notice.Kind kind) {
		return switch (kind) {
			case WORD_STILL_MISSING -> "still without word";
			case WORD_OVERDUE -> "overdue";
			case WORD_UNDELIVERED -> "undelivered";
			case WORD_DUE_SOON -> "due soon";
			case PAUSE_ENDED -> "not paused any more";
			case ASKED -> "asked about";
			case ESCALATION_HANDED_OVER -> "handed over to you";
			case ESCALATION_PASSED_ON -> "passed on in engineering";
			case SHIFT_ENDED -> "to be handed over or kept";
			case ENGINEERING_LATE -> "late in engineering";
			case ENGINEERING_DUE_SOON -> "due soon in engineering";
			case RELEASED_UNVERIFIED -> "released but not verified";
			case FIX_KEEPS_FAILING -> "whose fixes keep failing";
			case FIX_CANNOT_BE_VERIFIED -> "whose fix can't be verified";
			case CLOSED_IN_TRACKER -> "closed in the tracker";
			case ALSO_WRITTEN_TO -> "written to your team as well";
			case REPLY_SENT_BACK -> "with a reply to rework";
			case REPLY_UNREVIEWED -> "with a reply that nobody reviewed";
			case REPLY_NOT_SENT -> "with a reply that was not sent";
			case VERIFICATION_LATE -> "not verified in time";
			case VERIFICATION_DUE_SOON -> "to be verified soon";
			case SWAP_ASKED -> "asked of you on the rota";
			case SWAP_DECIDED -> "decided on the rota";
			case DRAFT_TO_APPROVE -> "to be approved in the studio";
			case DRAFT_DECIDED -> "decided in the studio";
			case UPGRADE_TO_SETTLE -> "brought by an upgrade";
			case WEBHOOK_TURNED_OFF -> "turned off";
		};
	}

	private static String heading(Notice.Kind kind) {
		return switch (kind) {
			case WORD_STILL_MISSING -> "Still without word. A manager was called, and the customer still waits:";
			case WORD_OVERDUE -> "Overdue. The customer was promised word and has none:";
			case WORD_UNDELIVERED ->
				"Undelivered. What was written did not reach the customer. It waits for you on the case:";
			case WORD_DUE_SOON -> "Due soon. The customer was promised word:";
			case PAUSE_ENDED -> "Not paused any more. The customer did not answer, and a person has to write:";
			case ASKED -> "Asked about. The question stands on the case:";
			case ESCALATION_HANDED_OVER -> "Handed over to you. You are on shift, and Support waits for a report:";
			case ESCALATION_PASSED_ON -> "Passed on in engineering, without the engineer who had it:";
			case SHIFT_ENDED -> "To be handed over or kept. Your turn has ended, and you still have these:";
			case ENGINEERING_LATE -> "Late in engineering. Support waits for a report:";
			case ENGINEERING_DUE_SOON -> "Due soon in engineering. Support waits for a report:";
			case RELEASED_UNVERIFIED -> "Released but not verified. Customers have a fix that nobody has seen work:";
			case FIX_KEEPS_FAILING -> "Fixes keep failing. Engineer, verifier and manager talk it over:";
			case FIX_CANNOT_BE_VERIFIED -> "Can't be verified. A manager decides what becomes of the fix:";
			case CLOSED_IN_TRACKER -> "Closed in the tracker. Is it fixed, and in which build?";
			case ALSO_WRITTEN_TO -> "Written to your team as well. Another team has the case; agree on who answers:";
			case REPLY_SENT_BACK -> "Replies to rework. They go as they are when their time runs out:";
			case REPLY_UNREVIEWED -> "Gone unreviewed. Nobody read these replies before a promise needed them:";
			case REPLY_NOT_SENT -> "Not sent. A reply that was held has no point any more; write to the customer:";
			case VERIFICATION_LATE -> "Not verified in time. The customer waits for the fix:";
			case VERIFICATION_DUE_SOON -> "To be verified soon. The customer waits for the fix:";
			case SWAP_ASKED -> "Asked of you on the rota. Accept it, or decline:";
			case SWAP_DECIDED -> "Decided on the rota. Your weeks on support:";
			case DRAFT_TO_APPROVE -> "To be approved in the studio, by a manager who had no hand in it:";
			case DRAFT_DECIDED -> "Decided in the studio. Changes in which you had a hand:";
			case UPGRADE_TO_SETTLE -> "Brought by an upgrade. A manager looks at them and asks for approval:";
			case WEBHOOK_TURNED_OFF -> "Webhooks that were turned off, since nothing arrives there:";
		};
	}

	private String sentence(Notice of) {
		String due = moment(of.due()) + " (" + this.times.due(of.due()) + ")";
		return switch (of.kind()) {
			case WORD_STILL_MISSING -> """
					Case %s is still without word: its customer was promised one by %s.

					A manager was called about it, and nothing came of that.""".formatted(of.caseNumber(), due);
			case WORD_OVERDUE -> """
					Case %s is overdue: its customer was promised word by %s, and has none.

					Write to them, or give the case to somebody who does.""".formatted(of.caseNumber(), due);
			case WORD_UNDELIVERED ->
				"""
						What was written on case %s did not reach its customer. The mail system says: %s

						It waits for you on the case: try it again, correct the address, or say how you reached them otherwise."""
					.formatted(of.caseNumber(), of.reason());
			case WORD_DUE_SOON -> "Case %s is waiting for your word: its customer was promised one by %s."
				.formatted(of.caseNumber(), due);
			case PAUSE_ENDED ->
				"Case %s is not paused any more, since %s: its customer did not answer. Please write to them."
					.formatted(of.caseNumber(), moment(of.due()));
			case ASKED -> """
					Case %s is with you, and somebody asks how it goes; Support was to know by %s.

					The question stands on the case as a note. Answer with one.""".formatted(of.caseNumber(), due);
			case ESCALATION_HANDED_OVER ->
				"Case %s was handed over to you, because you are on shift. Support is to hear how it goes by %s."
					.formatted(of.caseNumber(), due);
			case ESCALATION_PASSED_ON ->
				"""
						Case %s was passed on in engineering without the engineer who had it: they are away, have left, or didn't say in time.

						Support is to hear how it goes by %s."""
					.formatted(of.caseNumber(), due);
			case SHIFT_ENDED ->
				"""
						Your turn on support has ended, and case %s is still with you. Please hand it over with a note, or keep it and
						say why. If you say neither within a working day, whoever is on shift gets it.

						Support is to hear how it goes by %s."""
					.formatted(of.caseNumber(), due);
			case ENGINEERING_LATE -> "Case %s is late in engineering: Support was to hear how it goes by %s."
				.formatted(of.caseNumber(), due);
			case ENGINEERING_DUE_SOON ->
				"Case %s is with engineering: please say how it goes by %s.".formatted(of.caseNumber(), due);
			case RELEASED_UNVERIFIED -> """
					The fix for case %s is in a build that customers have, and nobody has verified it (noticed %s).

					It still has to be: please check it now.""".formatted(of.caseNumber(),
					this.times.relative(of.due()));
			case FIX_KEEPS_FAILING -> """
					The fixes for case %s keep failing: the last one did so %s.

					Engineer, verifier and manager talk it over; the manager writes down what will be different."""
				.formatted(of.caseNumber(), this.times.relative(of.due()));
			case FIX_CANNOT_BE_VERIFIED -> """
					The fix for case %s can't be verified, as was found %s.

					A manager decides what becomes of it. To offer it, a second support engineer has to agree."""
				.formatted(of.caseNumber(), this.times.relative(of.due()));
			case ALSO_WRITTEN_TO -> """
					The customer of case %s sent the same mail to your team and to another, which has the case.

					It is one case for all of them. If your team knows the answer, write a note on it."""
				.formatted(of.caseNumber());
			case CLOSED_IN_TRACKER -> """
					Closed in the tracker: %s. Is it fixed, and in which build?

					Case %s stays as it is until engineering says so in its task.""".formatted(of.reason(),
					of.caseNumber());
			case REPLY_SENT_BACK -> """
					Your reply on case %s came back to you with comments. Please rework it.

					It goes as it is by %s, so that the promise to the customer is kept.""".formatted(of.caseNumber(),
					due);
			case REPLY_UNREVIEWED -> """
					A reply on case %s went although nobody had reviewed it: the time for that ran out (%s).

					It is the customer's now. If something is wrong with it, please write to them."""
				.formatted(of.caseNumber(), this.times.relative(of.due()));
			case REPLY_NOT_SENT -> """
					Your reply on case %s was held for review and will not go: what it was about has changed.

					The promise to the customer runs on. Please write to them.""".formatted(of.caseNumber());
			case VERIFICATION_LATE -> "The fix for case %s was to be verified by %s, and its customer waits for it."
				.formatted(of.caseNumber(), due);
			case VERIFICATION_DUE_SOON -> "The fix for case %s is to be verified by %s: its customer waits for it."
				.formatted(of.caseNumber(), due);
			case SWAP_ASKED -> of.reason() + "\n\nPlease accept it on the rota, or decline.";
			case SWAP_DECIDED, DRAFT_TO_APPROVE, DRAFT_DECIDED, UPGRADE_TO_SETTLE, WEBHOOK_TURNED_OFF ->
				Objects.requireNonNull(of.reason());
		};
	}

}
