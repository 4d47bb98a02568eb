package org.followthrough.web;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * What recorded actions read like. The sentences stand in {@code messages.properties},
 * with the details' names in braces.
 */
@Component
public class Wording {

	private static final Pattern NAME = Pattern.compile("\\{([A-Za-z]+)}");

	private final MessageSource messages;

	Wording(MessageSource messages) {
		this.messages = messages;
	}

	/**
	 * The sentence for an action.
	 * @param action such as {@code case.opened}
	 * @param details its particulars
	 * @return the sentence, or the action itself when there is none
	 */
	public String of(String action, Map<String, Object> details) {
		String sentence = this.messages.getMessage("timeline." + action, null, action, Locale.ENGLISH);
		Matcher name = NAME.matcher((sentence != null) ? sentence : action);
		return name.replaceAll((match) -> Matcher.quoteReplacement(String.valueOf(details.get(match.group(1)))));
	}

}
