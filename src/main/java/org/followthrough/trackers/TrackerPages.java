package org.followthrough.trackers;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.followthrough.database.Transactions;
import org.followthrough.web.SiteAddress;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The page on which administrators see how contact with the trackers goes.
 */
@Controller
@RequestMapping("/admin/trackers")
class TrackerPages {

	private static final int MOST = 100;

	private final Trackers trackers;

	private final ContactMapper contacts;

	private final IssueMapper issues;

	private final RequestMapper requests;

	private final DeliveryMapper deliveries;

	private final SiteAddress site;

	private final Transactions transactions;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	TrackerPages(Trackers trackers, ContactMapper contacts, IssueMapper issues, RequestMapper requests,
			DeliveryMapper deliveries, SiteAddress site, Transactions transactions, ApplicationEventPublisher events,
			Clock clock) {
		this.trackers = trackers;
		this.contacts = contacts;
		this.issues = issues;
		this.requests = requests;
		this.deliveries = deliveries;
		this.site = site;
		this.transactions = transactions;
		this.events = events;
		this.clock = clock;
	}

	@GetMapping
	String page(Model model) {
		Map<String, Contact> known = this.contacts.all()
			.stream()
			.collect(Collectors.toMap(Contact::name, Function.identity()));
		List<Row> rows = this.trackers.all()
			.stream()
			.map((tracker) -> row(tracker, Optional.ofNullable(known.get(tracker.name()))))
			.toList();
		model.addAttribute("trackers", rows);
		model.addAttribute("givenUp", this.requests.givenUp(MOST));
		return "trackers/admin";
	}

	private Row row(Tracker tracker, Optional<Contact> contact) {
		boolean signs = tracker.settings().webhookSecret() != null && !tracker.settings().webhookSecret().isEmpty();
		return new Row(tracker.name(), tracker.title(), this.site.of("/hooks/trackers/" + tracker.name()), signs,
				contact.orElse(null), this.deliveries.latest(tracker.name()).orElse(null),
				this.issues.count(tracker.name()), this.requests.waiting(tracker.name(), MOST).size());
	}

	@PostMapping("/{name}/again")
	String again(@PathVariable String name, RedirectAttributes after) {
		Tracker tracker = this.trackers.get(name);
		this.transactions.retrying(() -> {
			this.contacts.tryNow(tracker.name(), this.clock.instant());
			return null;
		});
		this.events.publishEvent(new WebhookInbox.WorkCame());
		after.addFlashAttribute("done", tracker.title() + " is asked again now.");
		return "redirect:/admin/trackers";
	}

	/**
	 * A tracker as the page shows it.
	 *
	 * @param name what we call it
	 * @param title what people call it
	 * @param webhooks where it is to send its webhooks
	 * @param signs whether a secret for them is configured
	 * @param contact how contact goes; null before the first
	 * @param deliveredAt when a webhook came last
	 * @param issues how many of its issues are linked
	 * @param waiting how many issues and comments are to be made, 100 at the most
	 */
	record Row(String name, String title, String webhooks, boolean signs, @Nullable Contact contact,
			@Nullable Instant deliveredAt, int issues, int waiting) {
	}

}
