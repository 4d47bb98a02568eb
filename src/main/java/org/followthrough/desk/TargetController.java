package org.followthrough.desk;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.followthrough.journey.PublishedTargets;
import org.followthrough.journey.TargetDraft;
import org.followthrough.journey.TargetRow;
import org.followthrough.teams.Span;
import org.followthrough.web.Invalid;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The table of targets over REST.
 */
@RestController
@RequestMapping("/api/v1/targets")
@Tag(name = "Targets")
class TargetController {

	private static final Pattern TAG = Pattern.compile("(?:W/)?\"?(\\d{1,9})\"?");

	private final PublishedTargets targets;

	TargetController(PublishedTargets targets) {
		this.targets = targets;
	}

	@GetMapping
	@Operation(summary = "The table of targets: how soon what is due is due",
			description = "The first row that fits a case answers for it; null fits any. Times are working time as ISO "
					+ "8601 writes it. A table that rows can't show without loss has none and says why.")
	ResponseEntity<TableResource> get() {
		return answer(this.targets.current());
	}

	@PutMapping
	@Operation(summary = "Publishes another table of targets; for managers",
			description = "The version that it was made from comes in If-Match (the ETag of the answer to GET) or in "
					+ "\"version\". If another one was published meanwhile, nothing is. Promises that run stay.")
	ResponseEntity<TableResource> put(@RequestBody TableRequest request,
			@Parameter(description = "the ETag of the table that this one was made from") @RequestHeader(
					name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
		List<@Nullable RowResource> rows = (request.rows() != null) ? request.rows() : List.of();
		if (rows.contains(null)) {
			throw new Invalid("rows", "A row can't be null.");
		}
		return answer(this.targets.publish(version(request.version(), ifMatch),
				rows.stream().map((row) -> Objects.requireNonNull(row).draft()).toList()));
	}

	private static int version(@Nullable Integer version, @Nullable String ifMatch) {
		if (ifMatch != null) {
			Matcher tag = TAG.matcher(ifMatch.strip());
			if (!tag.matches()) {
				throw new Invalid("If-Match", "If-Match is the ETag of the table that yours was made from.");
			}
			return Integer.parseInt(tag.group(1));
		}
		if (version == null) {
			throw new Invalid("version", "Say which version yours was made from, in \"version\" or by If-Match.");
		}
		return version;
	}

	private static ResponseEntity<TableResource> answer(PublishedTargets.Version version) {
		return ResponseEntity.ok().eTag("\"" + version.number() + "\"").body(TableResource.of(version));
	}

	/**
	 * The table.
	 *
	 * @param version counted from 1
	 * @param publishedAt when
	 * @param rows in order
	 * @param obstacles why there are no rows; empty if there are
	 */
	record TableResource(int version, Instant publishedAt, List<RowResource> rows, List<String> obstacles) {

		static TableResource of(PublishedTargets.Version version) {
			return new TableResource(version.number(), version.publishedAt(),
					version.rows().stream().map(RowResource::of).toList(), version.obstacles());
		}

	}

	/**
	 * Another table.
	 *
	 * @param version the version that it was made from, unless If-Match says so
	 * @param rows in order
	 */
	record TableRequest(@Nullable Integer version, @Nullable List<@Nullable RowResource> rows) {
	}

	/**
	 * A row of the table.
	 */
	record RowResource(@Nullable String id, @Nullable String description, @Nullable String severity,
			@Nullable String plan, @Nullable String kind, @Nullable String acknowledgeWithin,
			@Nullable String answerWithin, @Nullable String updateEvery, @Nullable String wordAfterAnswer,
			@Nullable String remindCustomerEvery, @Nullable String waitAtMost,
			@Nullable String engineeringAnswersWithin, @Nullable String engineeringReportsEvery,
			@Nullable String verifyWithin, @Nullable String callNextAfter, @Nullable String hours) {

		static RowResource of(TargetRow row) {
			List<String> times = row.times().values().stream().map(Span::toString).toList();
			return new RowResource(row.id(), row.description(), row.severity(), row.plan(), row.kind(), times.get(0),
					times.get(1), times.get(2), times.get(3), times.get(4), times.get(5), times.get(6), times.get(7),
					times.get(8), times.get(9), row.hours());
		}

		TargetDraft draft() {
			Map<String, String> spans = new LinkedHashMap<>();
			String[] times = { text(this.acknowledgeWithin), text(this.answerWithin), text(this.updateEvery),
					text(this.wordAfterAnswer), text(this.remindCustomerEvery), text(this.waitAtMost),
					text(this.engineeringAnswersWithin), text(this.engineeringReportsEvery), text(this.verifyWithin),
					text(this.callNextAfter) };
			for (int at = 0; at < times.length; at++) {
				spans.put(TargetDraft.columns().get(at), times[at]);
			}
			return new TargetDraft(text(this.id), text(this.description), text(this.severity), text(this.plan),
					text(this.kind), spans, text(this.hours));
		}

		private static String text(@Nullable String value) {
			return (value != null) ? value : "";
		}

	}

}
