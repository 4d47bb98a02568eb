package org.followthrough.correspondence;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What our own mail server found out about a mail's sender by SPF, DKIM and DMARC, as it
 * noted it (Authentication-Results, RFC 8601). Anybody can write such a header into a
 * mail, so those count only that begin with a name which the settings say is ours; that
 * such names don't come in from outside is the mail server's work (section 5). It adds
 * its headers on top, so the first result of a method is the one that counts.
 */
final class SenderChecks {

	private static final List<String> METHODS = List.of("spf", "dkim", "dmarc");

	/** What RFC 8601, section 2.7, knows, in words. */
	private static final Map<String, String> RESULTS = Map.of("pass", "passed", "fail", "failed", "hardfail", "failed",
			"softfail", "failed softly", "neutral", "says neither yes nor no", "none", "says nothing", "policy",
			"was not accepted", "temperror", "could not be checked", "permerror", "could not be checked");

	private static final Pattern RESULT = Pattern.compile("([a-z0-9-]+)(?:\\s*/\\s*\\d+)?\\s*=\\s*([a-z]+)(?=\\s|$)");

	private static final Pattern DOMAIN = Pattern.compile(
			"\\b(?:smtp\\.mailfrom|smtp\\.helo|header\\.d|header\\.i|header\\.from)\\s*=\\s*(?:[^\\s@;=]*@)?([a-z0-9.-]{1,253})");

	private SenderChecks() {
	}

	/**
	 * Reads what was noted.
	 * @param headers the values of the mail's Authentication-Results, the top one first
	 * @param ours by which names our servers sign such headers, in lower case
	 * @return a sentence without its full stop; empty if nothing was noted
	 */
	static Optional<String> in(List<String> headers, Set<String> ours) {
		Map<String, Found> first = new LinkedHashMap<>();
		for (String header : headers) {
			List<String> parts = parts(header.toLowerCase(Locale.ROOT));
			if (ours.contains(parts.get(0).strip().split("\\s+")[0])) {
				Map<String, Found> here = new LinkedHashMap<>();
				parts.stream()
					.skip(1)
					.flatMap((part) -> Found.in(part).stream())
					.forEach((found) -> here.merge(found.method, found, Found::better));
				here.forEach(first::putIfAbsent);
			}
		}
		if (first.isEmpty()) {
			return Optional.empty();
		}
		String words = METHODS.stream()
			.filter(first::containsKey)
			.map((method) -> first.get(method).words())
			.collect(Collectors.joining(", "));
		return Optional.of(words + (first.containsKey("dmarc") && first.get("dmarc").isFailed()
				? ": the address of the sender may be forged" : ""));
	}

	/** The parts between semicolons, without comments and quotation marks. */
	private static List<String> parts(String header) {
		List<String> parts = new ArrayList<>();
		StringBuilder part = new StringBuilder();
		int depth = 0;
		boolean quoted = false;
		for (int i = 0; i < header.length(); i++) {
			char at = header.charAt(i);
			if (at == '\\' && (quoted || depth > 0)) {
				i++;
			}
			else if (at == '"' && depth == 0) {
				quoted = !quoted;
			}
			else if (!quoted && at == '(') {
				depth++;
			}
			else if (!quoted && at == ')' && depth > 0) {
				depth--;
			}
			else if (!quoted && depth == 0 && at == ';') {
				parts.add(part.toString());
				part.setLength(0);
			}
			else if (depth == 0) {
				// What is quoted can't begin another result.
				part.append((quoted && (at == ';' || at == '=')) ? ' ' : at);
			}
		}
		parts.add(part.toString());
		return parts;
	}

	/**
	 * One result.
	 */
	private record Found(String method, String result, String domain) {

		static Optional<Found> in(String part) {
			Matcher result = RESULT.matcher(part.strip());
			if (!result.lookingAt() || !METHODS.contains(result.group(1)) || !RESULTS.containsKey(result.group(2))) {
				return Optional.empty();
			}
			Matcher domain = DOMAIN.matcher(part);
			return Optional.of(new Found(result.group(1), result.group(2), domain.find() ? domain.group(1) : ""));
		}

		/** Of several signatures, one that holds is enough. */
		Found better(Found other) {
			return (!this.result.equals("pass") && other.result.equals("pass")) ? other : this;
		}

		boolean isFailed() {
			return this.result.equals("fail");
		}

		String words() {
			return this.method.toUpperCase(Locale.ROOT) + " " + RESULTS.get(this.result)
					+ (this.domain.isEmpty() ? "" : " (" + this.domain + ")");
		}

	}

}
