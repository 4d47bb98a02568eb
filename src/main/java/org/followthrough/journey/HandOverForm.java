package org.followthrough.journey;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Attachment;
import org.followthrough.correspondence.Messages;
import org.followthrough.escalation.Affected;
import org.followthrough.escalation.Escalation;
import org.followthrough.escalation.Escalations;
import org.followthrough.escalation.HandOver;
import org.followthrough.escalation.HandedOver;
import org.followthrough.products.Checklist;
import org.followthrough.products.Products;
import org.followthrough.web.Invalid;

import org.springframework.stereotype.Component;

/**
 * The form by which a case is handed over to engineering. It begins with what was handed
 * over last, so that only what was missing has to be added.
 */
@Component
class HandOverForm {

	/** The task that the form is for. */
	static final String TASK = "escalate";

	private static final String FILES = "files";

	private static final Pattern FILE = Pattern.compile("#?(\\d{1,18})\\b.*");

	private final Escalations escalations;

	private final Products products;

	private final Messages messages;

	HandOverForm(Escalations escalations, Products products, Messages messages) {
		this.escalations = escalations;
		this.products = products;
		this.messages = messages;
	}

	/** What somebody filled in. */
	HandOver read(SupportCase of, Fields fields) {
		return new HandOver(text(fields, "steps"), text(fields, "expected"), text(fields, "seen"),
				text(fields, "environment"), fields.optionalText("affected").flatMap(Affected::of).orElse(null),
				text(fields, "howBadly"), text(fields, "workaround"), text(fields, "tried"),
				text(fields, "customerSees"), text(fields, Checklist.FIELD), files(of, text(fields, FILES)));
	}

	private static String text(Fields fields, String name) {
		return fields.optionalText(name).orElse("");
	}

	/** Each line begins with the number of one of the case's files. */
	private List<Long> files(SupportCase of, String text) {
		List<String> lines = text.lines().map(String::strip).filter((line) -> !line.isEmpty()).toList();
		if (lines.isEmpty()) {
			return List.of();
		}
		Set<Long> theirs = this.messages.attachmentsOf(of.id())
			.stream()
			.map(Attachment::id)
			.collect(Collectors.toSet());
		return lines.stream().map((line) -> {
			Matcher file = FILE.matcher(line);
			if (!file.matches() || !theirs.contains(Long.valueOf(file.group(1)))) {
				throw new Invalid(FILES, "\"" + line + "\" is no file of this case. Begin each line with the number of "
						+ "a file that came with one of its messages.");
			}
			return Long.valueOf(file.group(1));
		}).distinct().toList();
	}

	/** What the form begins with, by field. */
	Map<String, Object> begun(SupportCase of) {
		Optional<HandedOver> last = last(of);
		Map<String, Object> begun = new LinkedHashMap<>();
		last.map(HandedOver::escalation).ifPresent((said) -> {
			begun.put("steps", said.steps());
			begun.put("expected", said.expected());
			begun.put("seen", said.seen());
			begun.put("environment", said.environment());
			Optional.ofNullable(said.affected()).ifPresent((affected) -> begun.put("affected", affected.word()));
			begun.put("howBadly", said.howBadly());
			begun.put("workaround", said.workaround());
			begun.put("tried", said.tried());
			begun.put("customerSees", said.customerSees());
		});
		begun.put(Checklist.FIELD, this.products.checklist(of.product(), of.component())
			.text(last.map(HandedOver::answersToChecks).orElse(Map.of())));
		begun.put(FILES, lines(this.messages.attachmentsOf(of.id())));
		return begun;
	}

	/** What engineering missed in the last hand-over. */
	String sentBack(SupportCase of) {
		return last(of).map(HandedOver::sentBack)
			.map((back) -> "Missing, says " + back.answeredBy() + ":\n" + back.explanation())
			.orElse("Nothing was sent back.");
	}

	/** The last hand-over, as engineering reads it. */
	String told(SupportCase of) {
		return last(of).map((last) -> told(last, this.messages.attachmentsOf(of.id()))).orElse("");
	}

	private Optional<HandedOver> last(SupportCase of) {
		List<HandedOver> all = this.escalations.ofCase(of.id());
		return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
	}

	private static String told(HandedOver last, List<Attachment> files) {
		Escalation said = last.escalation();
		StringBuilder text = new StringBuilder();
		if (said.product() != null) {
			paragraph(text, "Concerns", new Products.Named(said.product(), said.component()).toString());
		}
		paragraph(text, "Steps", said.steps());
		paragraph(text, "Expected", said.expected());
		paragraph(text, "Seen", said.seen());
		paragraph(text, "Versions and environment", said.environment());
		last.checks()
			.forEach((check) -> paragraph(text, check.question(),
					check.answer().isEmpty() ? "(left open)" : check.answer()));
		paragraph(text, "Customers affected", (said.affected() != null) ? said.affected().word() : "");
		paragraph(text, "How badly", said.howBadly());
		paragraph(text, "Workaround", said.workaround());
		paragraph(text, "Tried already", said.tried());
		paragraph(text, "The customer meanwhile", said.customerSees());
		paragraph(text, "Files (to be had in the tab \"Case\")",
				lines(files.stream().filter((file) -> last.files().contains(file.id())).toList()));
		return text.toString().strip();
	}

	private static void paragraph(StringBuilder text, String about, String words) {
		if (!words.isBlank()) {
			text.append(about).append(about.endsWith("?") ? "\n" : ":\n").append(words).append("\n\n");
		}
	}

	private static String lines(List<Attachment> files) {
		return files.stream()
			.map((file) -> file.id() + " " + file.name() + " (" + file.size() + " bytes)")
			.collect(Collectors.joining("\n"));
	}

}
