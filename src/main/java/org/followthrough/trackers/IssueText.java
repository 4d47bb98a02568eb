package org.followthrough.trackers;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Lays texts out as a kind of tracker reads them: each part as it is, with nothing in it
 * that could call a person, link or format.
 */
public final class IssueText {

	private static final Pattern BACKTICKS = Pattern.compile("`+");

	private static final int SHORTEST_FENCE = 3;

	private IssueText() {
	}

	/**
	 * Lays out a text.
	 * @param kind of the tracker that it is for
	 * @param parts texts by heading, in their order
	 * @return the text
	 */
	public static String of(TrackerKind kind, Map<String, String> parts) {
		return parts.entrySet()
			.stream()
			.map((part) -> part(kind, part.getKey(), part.getValue().strip()))
			.collect(Collectors.joining("\n\n"));
	}

	private static String part(TrackerKind kind, String heading, String text) {
		return switch (kind) {
			case GITHUB, GITLAB -> "### " + heading + "\n\n" + fenced(text);
			case JIRA -> heading + ":\n" + text;
			case JIRA_DATA_CENTER ->
				"h3. " + heading + "\n{noformat}\n" + text.replace("{noformat}", "{ noformat}") + "\n{noformat}";
		};
	}

	private static String fenced(String text) {
		int longest = SHORTEST_FENCE - 1;
		for (Matcher run = BACKTICKS.matcher(text); run.find();) {
			longest = Math.max(longest, run.end() - run.start());
		}
		String fence = "`".repeat(longest + 1);
		return fence + "text\n" + text + "\n" + fence;
	}

}
