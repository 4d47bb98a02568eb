package org.followthrough.journey;

import java.time.Instant;

import org.followthrough.correspondence.Notice;
import org.followthrough.correspondence.Notices;
import org.followthrough.rota.SwapNews;

import org.springframework.stereotype.Component;

/**
 * Tells engineers of swaps by mail, together with whatever else they are told.
 */
@Component
class SwapMails implements SwapNews {

	private final Notices notices;

	SwapMails(Notices notices) {
		this.notices = notices;
	}

	@Override
	public void asked(String account, String words, Instant begins, String once) {
		this.notices.tellOfRota(account, Notice.Kind.SWAP_ASKED, words, begins, once);
	}

	@Override
	public void decided(String account, String words, Instant begins, String once) {
		this.notices.tellOfRota(account, Notice.Kind.SWAP_DECIDED, words, begins, once);
	}

}
