package org.followthrough.web;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * What recorded actions read like. The sentences stand in {@code messages.properties},
 * with the details' names in braces. What {@code remark.<action>.<detail>} says is added
 * where there is that detail.
 */
@Component
public class Wording {

	private static final Pattern NAME = Pattern.compile("\\{([A-Za-z]+)}");

	private static final Pattern MOMENT = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d.*Z");

	private final MessageSource messages;

	private final TimeWords times;

	Wording(MessageSource messages, TimeWords times) {
		this.messages = messages;
		this.times = times;
	}

	/**
	 * The sentence for an action.
	 * @param action such as {@code case.opened}
	 * @param details its particulars
	 * @return the sentence, or the action itself when there is none
	 */
	public String of(String action, Map<String, Object> details) {
		String sentence = this.messages.getMessage("timeline." + action, null, action, Locale.ENGLISH);
		String more = new TreeSet<>(details.keySet()).stream()
			.map((detail) -> this.messages.getMessage("remark." + action + "." + detail, null, "", Locale.ENGLISH))
			.collect(Collectors.joining());
		Matcher name = NAME.matcher(((sentence != null) ? sentence : action) + more);
		return name.replaceAll((match) -> Matcher.quoteReplacement(readable(details.get(match.group(1)))));
	}

	/**
	 * Whether a sentence tells what somebody did, and so goes on after their name; others
	 * begin with a capital letter.
	 * @param sentence one of {@link #of}
	 * @return true if it needs a name before it
	 */
	public boolean needsName(String sentence) {
		return !sentence.isEmpty() && Character.isLowerCase(sentence.charAt(0));
	}

	private String readable(@Nullable Object detail) {
		String text = String.valueOf(detail);
		return MOMENT.matcher(text).matches() ? this.times.full(Instant.parse(text)) : text;
	}

}
