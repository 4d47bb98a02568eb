package org.followthrough.webhooks;

import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import jakarta.servlet.http.HttpServletResponse;
import org.followthrough.web.Cursor;
import org.followthrough.web.Invalid;
import org.followthrough.web.Page;
import org.followthrough.web.Problems;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The pages on which administrators look after webhooks.
 */
@Controller
@RequestMapping("/admin/webhooks")
class WebhookPages {

	static final String BY_HAND = "An administrator turned it off.";

	private static final int PAGE = 50;

	/** More of what waits or failed isn't counted. */
	private static final int MOST_COUNTED = 1_000;

	private final Endpoints endpoints;

	private final WebhookMapper deliveries;

	private final Clock clock;

	WebhookPages(Endpoints endpoints, WebhookMapper deliveries, Clock clock) {
		this.endpoints = endpoints;
		this.deliveries = deliveries;
		this.clock = clock;
	}

	@ModelAttribute("events")
	List<EventType> events() {
		return Arrays.asList(EventType.values());
	}

	@GetMapping
	@Transactional(readOnly = true)
	public String list(Model model) {
		return list(new EndpointRequest("", "", List.of()), Map.of(), model);
	}

	private String list(EndpointRequest form, Map<String, String> problems, Model model) {
		List<Endpoint> all = this.endpoints.all();
		Map<Long, WebhookMapper.Numbers> numbers = numbers(all);
		model.addAttribute("endpoints",
				all.stream().map((one) -> new Row(one, Objects.requireNonNull(numbers.get(one.id())))).toList());
		model.addAttribute("form", form);
		model.addAttribute("problems", problems);
		return "webhooks/webhooks";
	}

	private Map<Long, WebhookMapper.Numbers> numbers(List<Endpoint> of) {
		return of.isEmpty() ? Map.of()
				: this.deliveries.numbers(of.stream().map(Endpoint::id).toList(), MOST_COUNTED)
					.stream()
					.collect(Collectors.toMap(WebhookMapper.Numbers::endpoint, Function.identity()));
	}

	@PostMapping
	String add(@RequestParam(defaultValue = "") String url, @RequestParam(defaultValue = "") String description,
			@RequestParam(defaultValue = "") List<String> types, Model model, HttpServletResponse response,
			RedirectAttributes after) {
		EndpointRequest asked = new EndpointRequest(url, description, types);
		try {
			return made(this.endpoints.add(asked), "The webhook is added.", after);
		}
		catch (Invalid ex) {
			response.setStatus(Problems.status(ex.kind()).value());
			return list(asked, ex.fields(), model);
		}
	}

	private static String made(Endpoints.Made made, String done, RedirectAttributes after) {
		after.addFlashAttribute("done", done);
		after.addFlashAttribute("secret", made.secret());
		return back(made.endpoint().id());
	}

	private static String back(long id) {
		return "redirect:/admin/webhooks/" + id;
	}

	@GetMapping("/{id}")
	@Transactional(readOnly = true)
	public String endpoint(@PathVariable long id, @RequestParam(defaultValue = "false") boolean failed,
			@RequestParam(required = false) @Nullable String cursor, Model model) {
		Endpoint of = this.endpoints.get(id);
		return endpoint(of, new EndpointRequest(of.url(), of.description(), of.typeList()), Map.of(), failed, cursor,
				model);
	}

	private String endpoint(Endpoint of, EndpointRequest form, Map<String, String> problems, boolean failed,
			@Nullable String cursor, Model model) {
		model.addAttribute("endpoint", of);
		model.addAttribute("form", form);
		model.addAttribute("problems", problems);
		model.addAttribute("numbers", numbers(List.of(of)).get(of.id()));
		model.addAttribute("failed", failed);
		model.addAttribute("page",
				Page.of(this.deliveries.newest(of.id(), failed, Cursor.readId(cursor), PAGE + 1), PAGE, Delivery::id));
		return "webhooks/endpoint";
	}

	@GetMapping("/{id}/deliveries/{delivery}")
	@Transactional(readOnly = true)
	public String delivery(@PathVariable long id, @PathVariable long delivery, Model model) {
		Delivery of = this.deliveries.find(delivery)
			.filter((one) -> one.endpointId() == id)
			.orElseThrow(Endpoints.NotThere::new);
		model.addAttribute("endpoint", this.endpoints.get(id));
		model.addAttribute("delivery", of);
		model.addAttribute("attempts", this.deliveries.attempts(delivery, PAGE));
		return "webhooks/delivery";
	}

	@PostMapping("/{id}")
	String change(@PathVariable long id, @RequestParam(defaultValue = "") String url,
			@RequestParam(defaultValue = "") String description, @RequestParam(defaultValue = "") List<String> types,
			Model model, HttpServletResponse response, RedirectAttributes after) {
		EndpointRequest asked = new EndpointRequest(url, description, types);
		try {
			this.endpoints.change(id, asked);
			return done(id, "The webhook is saved.", after);
		}
		catch (Invalid ex) {
			response.setStatus(Problems.status(ex.kind()).value());
			return endpoint(this.endpoints.get(id), asked, ex.fields(), false, null, model);
		}
	}

	private static String done(long id, String words, RedirectAttributes after) {
		after.addFlashAttribute("done", words);
		return back(id);
	}

	@PostMapping("/{id}/rotate")
	String rotate(@PathVariable long id, RedirectAttributes after) {
		return made(this.endpoints.rotate(id), "There is a new secret. The one before signs, too, until tomorrow.",
				after);
	}

	@PostMapping("/{id}/off")
	String turnOff(@PathVariable long id, RedirectAttributes after) {
		this.endpoints.turnOff(id, BY_HAND);
		return done(id, "The webhook is turned off. What waits goes on waiting.", after);
	}

	@PostMapping("/{id}/on")
	String turnOn(@PathVariable long id, RedirectAttributes after) {
		this.endpoints.turnOn(id);
		return done(id, "The webhook is turned on.", after);
	}

	@PostMapping("/{id}/remove")
	String remove(@PathVariable long id, RedirectAttributes after) {
		this.endpoints.remove(id);
		after.addFlashAttribute("done", "The webhook is removed.");
		return "redirect:/admin/webhooks";
	}

	@PostMapping("/{id}/test")
	String test(@PathVariable long id, RedirectAttributes after) {
		return attempted(id, after, () -> {
			this.endpoints.test(id);
			return "A test is on its way. It shows below.";
		});
	}

	@PostMapping("/{id}/deliveries/{delivery}/replay")
	String replay(@PathVariable long id, @PathVariable long delivery, RedirectAttributes after) {
		return attempted(id, after, () -> {
			this.endpoints.replay(id, delivery);
			return "It is sent again.";
		});
	}

	@PostMapping("/{id}/replay")
	String replayFailed(@PathVariable long id, @RequestParam(defaultValue = "3") int days, RedirectAttributes after) {
		return attempted(id, after, () -> {
			Duration back = Duration.ofDays(Math.max(1, Math.min(days, 30)));
			int number = this.endpoints.replayFailed(id, this.clock.instant().minus(back));
			return (number == 0) ? "Nothing failed in that time."
					: (number == 1) ? "One is sent again." : number + " are sent again.";
		});
	}

	private static String attempted(long id, RedirectAttributes after, Supplier<String> work) {
		try {
			return done(id, work.get(), after);
		}
		catch (Endpoints.Off ex) {
			after.addFlashAttribute("problem", ex.getMessage());
			return back(id);
		}
	}

	/**
	 * An endpoint in the list.
	 *
	 * @param endpoint the endpoint
	 * @param numbers of what was sent to it
	 */
	record Row(Endpoint endpoint, WebhookMapper.Numbers numbers) {
	}

}
