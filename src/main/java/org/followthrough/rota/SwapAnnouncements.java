package org.followthrough.rota;

import java.time.Instant;
import java.time.LocalDate;
import java.util.stream.Stream;

import org.followthrough.identity.Actor;

import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Who hears of a swap, and in which words: whoever is asked, and afterwards both whose
 * weeks it is about, unless they did it themselves.
 */
@Component
class SwapAnnouncements {

	private final SwapNews news;

	private final Rota rota;

	SwapAnnouncements(@Lazy SwapNews news, Rota rota) {
		this.news = news;
		this.rota = rota;
	}

	/** The current actor asks somebody to take a week. */
	void asked(Swap swap) {
		LocalDate otherWeek = swap.otherWeek();
		String words = "%s asks you to take their week of %s on support for the team %s%s.".formatted(swap.engineer(),
				RotaWeek.words(swap.week()), swap.team(),
				(otherWeek != null) ? ", and takes yours of " + RotaWeek.words(otherWeek) + " for it" : "");
		this.news.asked(swap.other(), words, begins(swap), "swap-" + swap.id() + "-asked");
	}

	/** The current actor has decided about a swap. */
	void decided(Swap swap) {
		String words = words(swap, Actor.current().id());
		Stream.of(swap.engineer(), swap.other())
			.filter((account) -> !account.equals(Actor.current().id()))
			.forEach((account) -> this.news.decided(account, words, begins(swap),
					"swap-" + swap.id() + "-" + swap.state().word()));
	}

	private static String words(Swap swap, String actor) {
		String week = "the week of " + RotaWeek.words(swap.week()) + " on support for the team " + swap.team();
		LocalDate otherWeek = swap.otherWeek();
		return switch (swap.state()) {
			case PROPOSED -> throw new IllegalArgumentException("Nobody has decided it");
			case ACCEPTED -> "%s has %s now%s, as %s said.".formatted(swap.other(), week,
					(otherWeek != null) ? ", and " + swap.engineer() + " that of " + RotaWeek.words(otherWeek) : "",
					actor);
			case DECLINED -> "%s keeps %s, since %s declined the swap.".formatted(swap.engineer(), week, actor);
			case WITHDRAWN -> "%s keeps %s, since %s took the question back.".formatted(swap.engineer(), week, actor);
		};
	}

	private Instant begins(Swap swap) {
		return this.rota.of(swap.team()).begins(swap.week());
	}

}
