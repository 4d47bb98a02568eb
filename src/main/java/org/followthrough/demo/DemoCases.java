package org.followthrough.demo;

import java.util.List;
import java.util.Map;

import org.followthrough.cases.CaseQuery;
import org.followthrough.cases.Cases;
import org.followthrough.cases.Impact;
import org.followthrough.cases.NewCase;
import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Intake;
import org.followthrough.customers.Customer;
import org.followthrough.customers.Customers;
import org.followthrough.identity.Actor;
import org.followthrough.identity.Door;
import org.followthrough.journey.TaskView;
import org.followthrough.journey.Tasks;
import org.followthrough.rota.Shifts;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * A handful of cases at different points of the journey, brought there by the
 * demonstration's people as anybody would, and a rota of its engineers.
 */
@Component
@ConditionalOnProperty(name = { DemoEnvironment.ENABLED, "followthrough.demo.cases" })
class DemoCases {

	/** How many weeks its engineers take turns. */
	private static final int WEEKS = 12;

	private final Cases cases;

	private final Customers customers;

	private final DemoProducts products;

	private final Intake intake;

	private final Tasks tasks;

	private final Shifts shifts;

	private final TransactionOperations transaction;

	private boolean closing;

	DemoCases(Cases cases, Customers customers, DemoProducts products, Intake intake, Tasks tasks, Shifts shifts,
			TransactionOperations transaction) {
		this.cases = cases;
		this.customers = customers;
		this.products = products;
		this.intake = intake;
		this.tasks = tasks;
		this.shifts = shifts;
		this.transaction = transaction;
	}

	@EventListener(ApplicationReadyEvent.class)
	@Order(100)
	synchronized void make() {
		if (this.closing || !this.cases.list(CaseQuery.ALL, 1).isEmpty()) {
			return;
		}
		this.products.make();
		open("Ada Byron", "ada@example.org", "The export stops after 500 rows", Impact.IMPAIRED,
				"Hello,\n\nsince the update the export of our orders ends after exactly 500 rows. We have about 2,300.");

		Actor.person("manager1", Door.PAGE)
			.runs(() -> this.shifts.plan("support", null, WEEKS, List.of("engineer1", "engineer2")));

		SupportCase investigated = open("Grace Murray", "grace@example.com", "How do I change the invoice address?",
				Impact.QUESTION, "We have moved. Where do I enter the new address for invoices?");
		acknowledge(investigated, "agent1", "You have moved and want your invoices sent to the new address.");

		SupportCase escalated = open("Alan Mathison", "alan@example.net", "Nobody here can sign in", Impact.BLOCKED,
				"From this morning on, all of us get \"Session invalid\" right after signing in. Nobody can work!");
		acknowledge(escalated, "agent2",
				"None of your colleagues can work, because the session ends right after signing in.");
		escalate(escalated, "agent2", "");

		SupportCase toVerify = open("Edith Clarke", "edith@example.org", "Dates in the report are a day off",
				Impact.IMPAIRED, "The monthly report shows all dates one day too early. We are in Auckland.");
		acknowledge(toVerify, "agent1", "The monthly report shows each date one day early for you in Auckland.");
		concerns(toVerify, "Reports");
		escalate(toVerify, "agent1", "Browser and version: Firefox 145\nAddress of the page: /reports/monthly");
		complete(toVerify, "reproduce-and-fix", "engineer1", Map.of("outcome", "fixed", "build", "2026.11.4",
				"explanation", "The report formatted dates in UTC. It uses the zone of the account now."));

		SupportCase answered = open("Karl Braun", "karl@example.com", "Printing cuts off the last line",
				Impact.IMPAIRED, "When I print a delivery note, the last line is missing.");
		acknowledge(answered, "agent2", "The last line of delivery notes is missing in print.");
		complete(answered, "investigate", "agent2",
				Map.of("outcome", "answer", "findings", "Known: the page margin of the old template."));
		complete(answered, "answer", "agent2", Map.of("message",
				"Please choose the template \"Delivery note 2026\" under Settings, Print. It has the right margin."));
	}

	/**
	 * Whoever stops the application right after its start waits until they are made, else
	 * the database would be gone in the midst of it.
	 */
	@EventListener(ContextClosedEvent.class)
	synchronized void letFinish() {
		this.closing = true;
	}

	private SupportCase open(String name, String email, String subject, Impact impact, String words) {
		return Actor.customer(email, Door.WEB_FORM).does(() -> this.transaction.execute((status) -> {
			Customer customer = this.customers.known(email, name);
			return this.intake.open(new NewCase(customer, subject, null, impact, Door.WEB_FORM), words);
		}));
	}

	private void acknowledge(SupportCase of, String agent, String understood) {
		complete(of, "acknowledge", agent, Map.of("message", understood));
	}

	private void concerns(SupportCase of, String component) {
		Actor.person("agent1", Door.PAGE).runs(() -> this.transaction.executeWithoutResult((status) -> {
			this.cases.lock(of.id());
			this.cases.concerns(this.cases.getOpen(of.number()), DemoProducts.SHOP, component);
		}));
	}

	private void escalate(SupportCase of, String agent, String checklist) {
		complete(of, "investigate", agent, Map.of("outcome", "escalate", "findings", "I can reproduce it."));
		complete(of, "escalate", agent,
				Map.of("steps", "1. Do what the customer describes.\n2. Look at the result.", "expected",
						"What the manual says.", "seen", of.subject(), "environment", "Version 2026.11.3, production",
						"affected", "some", "howBadly", "It holds up their work.", "workaround", "none known", "tried",
						"Signed in again, with another browser.", "customerSees",
						"They can't use it until it is fixed.", "checklist", checklist));
	}

	private void complete(SupportCase of, String task, String account, Map<String, Object> fields) {
		Actor.person(account, Door.PAGE).runs(() -> {
			List<TaskView> open = this.tasks.ofCase(of.number());
			String id = open.stream().filter((one) -> one.key().equals(task)).findFirst().orElseThrow().id();
			this.tasks.claim(id);
			this.tasks.complete(id, fields);
		});
	}

}
