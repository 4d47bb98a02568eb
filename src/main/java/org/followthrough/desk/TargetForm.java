package org.followthrough.desk;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.followthrough.journey.TargetDraft;
import org.followthrough.web.Invalid;
import org.jspecify.annotations.Nullable;

import org.springframework.util.MultiValueMap;

/**
 * The table of targets as the form sends it, published or not: it travels along with each
 * press of a button, so that rows move without a script. Each field comes once for every
 * row, in their order.
 *
 * @param version the published version that it was made from
 * @param rows the rows as they stand in the form
 */
record TargetForm(int version, List<TargetDraft> rows) {

	static TargetForm of(MultiValueMap<String, String> sent) {
		int rows = sent.getOrDefault("id", List.of()).size();
		return new TargetForm(number(sent.getFirst("version")),
				IntStream.range(0, rows).mapToObj((at) -> row(sent, at, rows)).toList());
	}

	private static TargetDraft row(MultiValueMap<String, String> sent, int at, int rows) {
		Map<String, String> spans = new LinkedHashMap<>();
		TargetDraft.columns().forEach((column) -> spans.put(column, cell(sent, column, at, rows)));
		return new TargetDraft(cell(sent, "id", at, rows), cell(sent, "description", at, rows),
				cell(sent, "severity", at, rows), cell(sent, "plan", at, rows), cell(sent, "kind", at, rows), spans,
				cell(sent, "hours", at, rows));
	}

	private static String cell(MultiValueMap<String, String> sent, String field, int at, int rows) {
		List<String> cells = sent.getOrDefault(field, List.of());
		if (cells.size() != rows) {
			throw incomplete();
		}
		return cells.get(at);
	}

	private static int number(@Nullable String text) {
		try {
			return Integer.parseInt(String.valueOf(text));
		}
		catch (NumberFormatException ex) {
			throw incomplete();
		}
	}

	private static Invalid incomplete() {
		return new Invalid("The form came in incomplete. Open the page again, then make your changes.");
	}

	/**
	 * With a row more: before the last one, which fits everybody, and with the same
	 * times.
	 */
	TargetForm adding() {
		List<TargetDraft> more = new ArrayList<>(this.rows);
		more.add(Math.max(0, more.size() - 1),
				more.isEmpty() ? TargetDraft.blank() : more.get(more.size() - 1).copiedForAll());
		return new TargetForm(this.version, more);
	}

	TargetForm removing(int at) {
		List<TargetDraft> fewer = new ArrayList<>(this.rows);
		if (at >= 0 && at < fewer.size()) {
			fewer.remove(at);
		}
		return new TargetForm(this.version, fewer);
	}

	/** With a row in another's place, and that in its own. */
	TargetForm swapping(int at, int with) {
		List<TargetDraft> swapped = new ArrayList<>(this.rows);
		if (Math.min(at, with) >= 0 && Math.max(at, with) < swapped.size()) {
			Collections.swap(swapped, at, with);
		}
		return new TargetForm(this.version, swapped);
	}

}
