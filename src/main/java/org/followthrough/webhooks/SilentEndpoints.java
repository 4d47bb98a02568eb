package org.followthrough.webhooks;

import org.followthrough.correspondence.Notice;
import org.followthrough.correspondence.Notices;
import org.followthrough.identity.Groups;
import org.followthrough.identity.People;
import org.followthrough.web.SiteAddress;

import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Turns endpoints off that don't want anything more, or can't take it, and tells the
 * administrators.
 */
@Component
class SilentEndpoints {

	private final Endpoints endpoints;

	private final Notices notices;

	private final People people;

	private final SiteAddress site;

	SilentEndpoints(Endpoints endpoints, Notices notices, @Lazy People people, SiteAddress site) {
		this.endpoints = endpoints;
		this.notices = notices;
		this.people = people;
		this.site = site;
	}

	/**
	 * Turns one off, in the running transaction.
	 * @param id its row
	 * @param because a sentence that says why
	 */
	void turnOff(long id, String because) {
		Endpoint of = this.endpoints.get(id);
		this.endpoints.turnOff(id, because);
		String words = "The webhook \"%s\" was turned off. %s What it did not take waits: %s"
			.formatted(of.description(), because, this.site.of("/admin/webhooks/" + id));
		this.people.in(Groups.ADMINS)
			.forEach((account) -> this.notices.tellInWords(account, Notice.Kind.WEBHOOK_TURNED_OFF, words,
					"webhook-off-" + id + "-" + of.failingSince()));
	}

}
