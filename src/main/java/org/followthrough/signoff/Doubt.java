package org.followthrough.signoff;

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Whether a customer's yes says anything else in its words. Errs on the side of a person:
 * only plain thanks pass.
 */
public final class Doubt {

	private static final Pattern PLAIN_THANKS = Pattern.compile("(?iU)[\\s\\p{Punct}]*((yes|ja|ok|okay|great|super|"
			+ "perfect|perfekt|prima|thanks|thank you|thx|danke|vielen dank|thanks a lot|thank you very much|"
			+ "it works|works|works now|it works now|solved|all good|alles gut|läuft|läuft jetzt|"
			+ "funktioniert|es funktioniert|gelöst|erledigt)[\\s\\p{Punct}]*){0,6}");

	private Doubt() {
	}

	/**
	 * Whether a person should read the words that came with a yes.
	 * @param words what the customer wrote; null or blank when they only said yes
	 * @return true unless there are none or they are plain thanks
	 */
	public static boolean isIn(@Nullable String words) {
		return words != null && !words.isBlank() && !PLAIN_THANKS.matcher(words).matches();
	}

}
