package org.followthrough.correspondence;

import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * What somebody who works here is told, mostly about a case.
 *
 * @param kind what it is
 * @param caseNumber the case; null where it is about none
 * @param subject what the case is about; null where it is about none
 * @param due when the thing is due, or was
 * @param reason why, in the mail system's words, or which issue it is about, or the whole
 * of what is told about no case, in a sentence; null where nothing is to be added
 */
public record Notice(Kind kind, @Nullable String caseNumber, @Nullable String subject, Instant due,
		@Nullable String reason) {

	/**
	 * What a person is told, the most urgent first.
	 */
	public enum Kind {

		/** The manager was called, and the customer still has no word. */
		WORD_STILL_MISSING,
		/** The customer was not given word in time: the manager is called. */
		WORD_OVERDUE,
		/** What was written to the customer did not arrive. */
		WORD_UNDELIVERED,
		/** The customer is to have word soon. */
		WORD_DUE_SOON,
		/** The customer did not answer in time: the case waits for our word again. */
		PAUSE_ENDED,
		/** Somebody asks how it goes with what this person has. */
		ASKED,
		/** Somebody else's escalation is theirs now. */
		ESCALATION_HANDED_OVER,
		/** An escalation was passed on without the one who had it. */
		ESCALATION_PASSED_ON,
		/** Their turn ended: what becomes of the escalation that they have? */
		SHIFT_ENDED,
		/** Engineering did not say in time how it goes. */
		ENGINEERING_LATE,
		/** Engineering is to say soon how it goes. */
		ENGINEERING_DUE_SOON,
		/** Customers have a fix that nobody has verified. */
		RELEASED_UNVERIFIED,
		/**
		 * Fixes fail their verification again and again: those concerned talk it over.
		 */
		FIX_KEEPS_FAILING,
		/** Nobody can verify a fix: a manager decides what becomes of it. */
		FIX_CANNOT_BE_VERIFIED,
		/** An issue was closed in its tracker: is it fixed, and in which build? */
		CLOSED_IN_TRACKER,
		/** A customer wrote to their team, too, of a case that another team carries. */
		ALSO_WRITTEN_TO,
		/** A reply that others read before it goes came back to whoever wrote it. */
		REPLY_SENT_BACK,
		/** A reply went although nobody had read it. */
		REPLY_UNREVIEWED,
		/** A reply that was held will not go. */
		REPLY_NOT_SENT,
		/** A fix was not checked in time. */
		VERIFICATION_LATE,
		/** A fix is to be checked soon. */
		VERIFICATION_DUE_SOON,
		/** Another engineer asks them to take a week on support. */
		SWAP_ASKED,
		/** A swap of weeks that concerns them was decided. */
		SWAP_DECIDED,
		/** A change of the journey waits for the approval of another manager. */
		DRAFT_TO_APPROVE,
		/** Something became of a change of the journey in which they had a hand. */
		DRAFT_DECIDED,
		/** An upgrade changes what was changed here, too. */
		UPGRADE_TO_SETTLE,
		/** A program of others is told nothing more. */
		WEBHOOK_TURNED_OFF;

		Matter matter() {
			return switch (this) {
				case SWAP_ASKED, SWAP_DECIDED -> Matter.ROTA;
				case DRAFT_TO_APPROVE, DRAFT_DECIDED, UPGRADE_TO_SETTLE -> Matter.STUDIO;
				case WEBHOOK_TURNED_OFF -> Matter.ADMINISTRATION;
				default -> Matter.CASES;
			};
		}

	}

	/**
	 * What notices are about.
	 */
	enum Matter {

		/** Some of them are about cases. */
		CASES("Cases that need you", "All open cases:", "/cases"),
		/** Weeks on support. */
		ROTA("Your weeks on support", "The rota:", "/rota"),
		/** Changes of the journey. */
		STUDIO("Changes of the journey", "The studio:", "/studio"),
		/** What administrators look after. */
		ADMINISTRATION("What needs an administrator", "The webhooks:", "/admin/webhooks"),
		/** Several things, and no case. */
		SEVERAL("What needs you", "Your first page:", "/");

		final String title;

		final String all;

		final String path;

		Matter(String title, String all, String path) {
			this.title = title;
			this.all = all;
			this.path = path;
		}

		/** Of a mail that tells of several kinds. */
		static Matter of(Collection<Kind> kinds) {
			Set<Matter> matters = kinds.stream().map(Kind::matter).collect(Collectors.toSet());
			return matters.contains(CASES) ? CASES : (matters.size() == 1) ? matters.iterator().next() : SEVERAL;
		}

	}

}
