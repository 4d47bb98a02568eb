package org.followthrough.studio;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.followthrough.correspondence.Notice.Kind;
import org.followthrough.correspondence.Notices;
import org.followthrough.identity.Actor;
import org.followthrough.identity.Groups;
import org.followthrough.identity.People;
import org.followthrough.web.SiteAddress;
import org.followthrough.web.TimeWords;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Tells managers by mail of drafts that wait for their approval, and those who had a hand
 * in one what became of it. Each is told once, and nobody of what they did themselves.
 */
@Component
class DraftNotices {

	/** A notice holds 500 characters, the address at its end included. */
	private static final int LONGEST_WORDS = 200;

	private final Notices notices;

	private final DraftMapper rows;

	private final People people;

	private final SiteAddress site;

	private final TimeWords times;

	DraftNotices(Notices notices, DraftMapper rows, People people, SiteAddress site, TimeWords times) {
		this.notices = notices;
		this.rows = rows;
		this.people = people;
		this.site = site;
		this.times = times;
	}

	/** An upgrade brings changes of what was changed here, and no manager knows yet. */
	@EventListener
	void upgraded(UpgradeDrafted event) {
		Draft draft = this.rows.find(event.draft()).orElseThrow();
		String words = "The upgrade of Followthrough changes models that were changed here, too. Nothing is published "
				+ "before you have looked at the draft \"%s\": %s".formatted(draft.title(), address(draft));
		this.people.in(Groups.MANAGERS)
			.forEach((account) -> this.notices.tellInWords(account, Kind.UPGRADE_TO_SETTLE, words,
					once(draft, "upgrade")));
	}

	/** Somebody asks for approval. */
	void submitted(Draft draft) {
		String words = "%s asks you to approve the change \"%s\": %s".formatted(Actor.current().id(), draft.title(),
				address(draft));
		others(draft).forEach(
				(account) -> this.notices.tellInWords(account, Kind.DRAFT_TO_APPROVE, words, once(draft, "waits")));
	}

	/**
	 * Somebody else was faster, or it was taken back: who was not told yet needn't be.
	 */
	void waitsNoMore(Draft reviewed) {
		this.notices.withdraw(others(reviewed), once(reviewed, "waits"));
	}

	void approved(Draft draft) {
		tellMakers(draft, "approved", "%s approved your change \"%s\". It is published %s".formatted(draft.approver(),
				draft.title(), this.times.full(Objects.requireNonNull(draft.publishAt()))));
	}

	void sentBack(Draft draft) {
		tellMakers(draft, "back", "%s sent your change \"%s\" back: %s".formatted(draft.returnedBy(), draft.title(),
				Drafts.cut(Objects.requireNonNull(draft.returned()), LONGEST_WORDS)));
	}

	void published(Draft draft) {
		tellMakers(draft, "published",
				"Your change \"%s\" is published, and new cases go by it".formatted(draft.title()));
	}

	void unpublishable(Draft draft) {
		tellMakers(draft, "unpublishable", "Your change \"%s\" could not be published and came back to you: %s"
			.formatted(draft.title(), Drafts.cut(Objects.requireNonNull(draft.returned()), LONGEST_WORDS)));
	}

	private void tellMakers(Draft draft, String what, String words) {
		Set<String> makers = makers(draft);
		makers.remove(Actor.current().id());
		makers.remove(Actor.system().id());
		makers.forEach((account) -> this.notices.tellInWords(account, Kind.DRAFT_DECIDED, words + ": " + address(draft),
				once(draft, what)));
	}

	private Set<String> makers(Draft draft) {
		Set<String> makers = new LinkedHashSet<>(this.rows.editors(draft.id()));
		makers.add(draft.author());
		return makers;
	}

	/** The managers who may approve it. */
	private Collection<String> others(Draft draft) {
		Set<String> makers = makers(draft);
		return List.copyOf(this.people.in(Groups.MANAGERS).stream().filter((one) -> !makers.contains(one)).toList());
	}

	private String address(Draft draft) {
		return this.site.of("/studio/drafts/" + draft.id());
	}

	/** It may be submitted, and sent back, again and again. */
	private static String once(Draft draft, String what) {
		return "draft-%d-%d-%s".formatted(draft.id(), draft.version(), what);
	}

}
