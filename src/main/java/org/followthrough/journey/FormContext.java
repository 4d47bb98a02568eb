package org.followthrough.journey;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.followthrough.cases.Cases;
import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Message;
import org.followthrough.correspondence.Messages;
import org.followthrough.customers.Customers;
import org.followthrough.defects.Defects;
import org.followthrough.defects.SimilarCases;
import org.followthrough.escalation.Escalation;
import org.followthrough.escalation.Escalations;
import org.followthrough.products.Products;
import org.followthrough.promises.Promises;
import org.followthrough.promises.StepPromises;
import org.followthrough.rota.Rota;
import org.followthrough.signoff.SignOffs;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What a form shows of its case, so that whoever fills it in can decide. It is read when
 * the form is opened; the engine keeps none of it.
 */
@Component
public class FormContext {

	private final TaskMapper tasks;

	private final TaskForms forms;

	private final Cases cases;

	private final Customers customers;

	private final Messages messages;

	private final Promises promises;

	private final Defects defects;

	private final SimilarCases similarCases;

	private final Escalations escalations;

	private final HandOverForm handOvers;

	private final VerificationTexts checks;

	private final SignOffs signOffs;

	private final StepPromises stepPromises;

	private final Rota rota;

	private final ReviewTexts reviews;

	FormContext(TaskMapper tasks, TaskForms forms, Cases cases, Customers customers, Messages messages,
			Promises promises, Defects defects, SimilarCases similarCases, Escalations escalations,
			HandOverForm handOvers, VerificationTexts checks, SignOffs signOffs, StepPromises stepPromises, Rota rota,
			ReviewTexts reviews) {
		this.tasks = tasks;
		this.forms = forms;
		this.cases = cases;
		this.customers = customers;
		this.messages = messages;
		this.promises = promises;
		this.defects = defects;
		this.similarCases = similarCases;
		this.escalations = escalations;
		this.handOvers = handOvers;
		this.checks = checks;
		this.signOffs = signOffs;
		this.stepPromises = stepPromises;
		this.rota = rota;
		this.reviews = reviews;
	}

	/**
	 * What the form of a task shows.
	 * @param taskId the task
	 * @return texts by the names of the form's fields
	 */
	@Transactional(readOnly = true)
	public Map<String, Object> of(String taskId) {
		TaskMapper.Row task = this.tasks.find(taskId).orElseThrow(TaskRefusals.TaskNotFound::new);
		TaskForm form = this.forms.of(task.taskKey()).orElse(null);
		if (form == null) {
			return Map.of();
		}
		SupportCase of = this.cases.get(task.caseNumber());
		Map<String, Object> shown = new LinkedHashMap<>();
		for (String name : form.shown()) {
			shown.put(name, text(name, of));
		}
		if (form.find("build").isPresent()) {
			this.escalations.currentFix(of.id()).ifPresent((fix) -> shown.put("build", fix.build()));
		}
		if (task.taskKey().equals(HandOverForm.TASK)) {
			this.handOvers.begun(of)
				.entrySet()
				.stream()
				.filter((field) -> form.find(field.getKey()).isPresent())
				.forEach((field) -> shown.put(field.getKey(), field.getValue()));
		}
		if (form.find("sameDefectAs").isPresent()) {
			this.defects.ofCase(of.id()).ifPresent((defect) -> shown.put("sameDefectAs", defect.number()));
		}
		if (ReviewTasks.KEYS.contains(task.taskKey())) {
			this.reviews.shown(taskId)
				.entrySet()
				.stream()
				.filter((field) -> form.shown().contains(field.getKey()) || form.find(field.getKey()).isPresent())
				.filter((field) -> !field.getKey().equals("message") || ModelWords.REWORK_REPLY.equals(task.taskKey()))
				.forEach((field) -> shown.put(field.getKey(), field.getValue()));
		}
		return shown;
	}

	private String text(String name, SupportCase of) {
		return switch (name) {
			case "about" -> of.number() + ": " + of.subject() + ", from " + this.customers.get(of.customerId()).name();
			case "customerWords" -> customerWords(of);
			case "engineeringSaid" -> engineeringSaid(of);
			case "handOver" -> this.handOvers.told(of);
			case "sentBack" -> this.handOvers.sentBack(of);
			case "concerns" -> new Products.Named(of.product(), of.component()).toString();
			case "verificationSaid" -> this.checks.verificationSaid(of);
			case "evidenceFiles" -> this.checks.evidenceFiles(of);
			case "unverified" -> this.checks.unverified(of);
			case "failures" -> this.checks.failures(of);
			case "checked" -> this.checks.checked(of);
			case "similar" -> similar(of);
			case "promise" -> this.promises.running(of.id())
				.map((running) -> "The customer was promised word by " + time(running.dueAt()) + ".")
				.orElse("The customer has had word meanwhile.");
			case "onShift" -> this.rota.onShift(of.team()).orElse("nobody");
			case "owed" -> this.stepPromises.running(of)
				.map((owed) -> "Support was promised word by " + time(owed.dueAt()) + ".")
				.orElse("Nothing.");
			case "reminders" ->
				this.signOffs.latest(of.id()).map((signOff) -> Integer.toString(signOff.reminders())).orElse("0");
			default -> "";
		};
	}

	private String similar(SupportCase of) {
		SimilarCases.Suggestion like = this.similarCases.to(of);
		String found = Stream
			.concat(like.defects()
				.stream()
				.map((one) -> one.number() + " (" + one.state().word() + ", customers: " + one.customers() + "): "
						+ one.title()),
					like.cases().stream().map((one) -> one.number() + " (not with engineering): " + one.subject()))
			.collect(Collectors.joining("\n"));
		return found.isEmpty() ? "Nothing that we know of." : found;
	}

	private String customerWords(SupportCase of) {
		List<Message> all = this.messages.ofCase(of.id());
		for (int i = all.size() - 1; i >= 0; i--) {
			if (all.get(i).kind() == Message.Kind.CUSTOMER) {
				return all.get(i).body();
			}
		}
		return "";
	}

	private String engineeringSaid(SupportCase of) {
		return this.escalations.answers(of.id())
			.stream()
			.reduce((first, second) -> second)
			.map((last) -> last.outcome().word() + " (build " + last.build() + "), by " + last.answeredBy() + ":\n"
					+ last.explanation())
			.orElse("Engineering was not asked.");
	}

	private static String time(Instant at) {
		return at.toString();
	}

}
