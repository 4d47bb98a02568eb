package org.followthrough.desk;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;
import org.followthrough.cases.Cases;
import org.followthrough.cases.SupportCase;
import org.followthrough.escalation.EngineeringAnswer;
import org.followthrough.escalation.Escalations;
import org.followthrough.identity.Actor;
import org.followthrough.journey.TaskView;
import org.followthrough.journey.Tasks;
import org.followthrough.journey.VerifiersEvidence;
import org.followthrough.scan.CheckedFiles;
import org.followthrough.verification.Evidence;
import org.followthrough.verification.EvidenceFile;
import org.followthrough.verification.EvidenceSettings;
import org.followthrough.verification.Verifications;
import org.followthrough.web.Invalid;
import org.followthrough.web.Refusal;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The page on which a fix is verified. It completes the same task as Tasklist's form, and
 * besides takes files, which that form can't.
 */
@Controller
@RequestMapping("/cases/{number}/verification")
class VerificationPages {

	private static final String VERIFY_FIX = "verify-fix";

	private final Cases cases;

	private final Tasks tasks;

	private final Escalations escalations;

	private final Verifications verifications;

	private final Evidence evidence;

	private final VerifiersEvidence verifiers;

	private final EvidenceSettings settings;

	private final Uploads uploads;

	private final CheckedFiles held;

	VerificationPages(Cases cases, Tasks tasks, Escalations escalations, Verifications verifications, Evidence evidence,
			VerifiersEvidence verifiers, EvidenceSettings settings, Uploads uploads, CheckedFiles held) {
		this.cases = cases;
		this.tasks = tasks;
		this.escalations = escalations;
		this.verifications = verifications;
		this.evidence = evidence;
		this.verifiers = verifiers;
		this.settings = settings;
		this.uploads = uploads;
		this.held = held;
	}

	@GetMapping
	String show(@PathVariable String number, Model model) {
		SupportCase of = this.cases.get(number);
		TaskView task = task(number).orElse(null);
		EngineeringAnswer fix = this.escalations.currentFix(of.id()).orElse(null);
		model.addAttribute("case", of);
		model.addAttribute("task", task);
		model.addAttribute("mine", task != null && Actor.current().id().equals(task.assignee()));
		model.addAttribute("fix", fix);
		model.addAttribute("handOver", this.escalations.latest(of.id()).orElse(null));
		model.addAttribute("last", this.verifications.lastServing(of.id()).orElse(null));
		List<EvidenceFile> files = this.evidence.ofCase(of.id())
			.stream()
			.filter((file) -> file.verificationId() == null)
			.toList();
		model.addAttribute("files", files);
		model.addAttribute("held", this.held.held(files.stream().map(EvidenceFile::fileId).toList()));
		model.addAttribute("largest", this.settings.largest().toMegabytes());
		if (!model.containsAttribute("values")) {
			model.addAttribute("values", (fix != null) ? Map.of("build", fix.build()) : Map.of());
		}
		if (!model.containsAttribute("errors")) {
			model.addAttribute("errors", Map.of());
		}
		return "desk/verification";
	}

	private Optional<TaskView> task(String number) {
		return this.tasks.ofCase(number).stream().filter((task) -> task.key().equals(VERIFY_FIX)).findFirst();
	}

	private TaskView openTask(String number) {
		return task(number).orElseThrow(() -> new NothingToVerify(number));
	}

	@PostMapping("/claim")
	String claim(@PathVariable String number, RedirectAttributes after) {
		return back(number, after, null, () -> this.tasks.claim(openTask(number).id()));
	}

	@PostMapping("/evidence")
	String upload(@PathVariable String number, HttpServletRequest request, RedirectAttributes after) {
		return back(number, after, "It is kept, and belongs to what you say below.",
				() -> this.uploads.read(request, (files) -> this.verifiers.add(number, files)));
	}

	@PostMapping("/evidence/{id}/take-back")
	String takeBack(@PathVariable String number, @PathVariable long id, RedirectAttributes after) {
		return back(number, after, "It is taken back.", () -> this.verifiers.takeBack(number, id));
	}

	@PostMapping
	String complete(@PathVariable String number, @RequestParam MultiValueMap<String, String> sent,
			RedirectAttributes after) {
		TaskView task = openTask(number);
		Map<String, Object> values = values(task, sent);
		try {
			this.tasks.complete(task.id(), values);
			after.addFlashAttribute("done", "What you found is on record.");
			return "redirect:/cases/" + number;
		}
		catch (Refusal ex) {
			after.addFlashAttribute("values", values);
			after.addFlashAttribute("errors", ex.fields());
			after.addFlashAttribute("problem", ex.fields().isEmpty() ? ex.getMessage()
					: "Not sent yet: please look at the fields that are marked.");
			return "redirect:/cases/" + number + "/verification";
		}
	}

	/** The form's fields as its types want them; whatever else was sent is no field. */
	private static Map<String, Object> values(TaskView task, MultiValueMap<String, String> sent) {
		Map<String, Object> values = new HashMap<>();
		task.fields().forEach((field) -> {
			List<String> said = sent.getOrDefault(field.name(), List.of());
			if (field.type().equals("choices")) {
				values.put(field.name(), said);
			}
			else if (!said.isEmpty()) {
				values.put(field.name(), said.get(0));
			}
		});
		return values;
	}

	private static String back(String number, RedirectAttributes after, @Nullable String done, Runnable work) {
		try {
			work.run();
			if (done != null) {
				after.addFlashAttribute("done", done);
			}
		}
		catch (Refusal ex) {
			if (ex instanceof Invalid || ex.fields().containsKey("files")) {
				after.addFlashAttribute("errors", ex.fields());
			}
			else {
				after.addFlashAttribute("problem", ex.getMessage());
			}
		}
		return "redirect:/cases/" + number + "/verification";
	}

	/**
	 * A case has no fix that waits for verification.
	 */
	private static final class NothingToVerify extends Refusal {

		NothingToVerify(String number) {
			super(Kind.CONFLICT, "No fix for " + number + " waits to be verified.");
		}

	}

}
