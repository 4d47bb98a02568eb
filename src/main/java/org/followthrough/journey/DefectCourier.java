package org.followthrough.journey;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.followthrough.cases.Cases;
import org.followthrough.database.Transactions;
import org.followthrough.defects.NewsOfCases;
import org.followthrough.defects.NewsOfCases.Hearing;
import org.followthrough.identity.Actor;
import org.followthrough.time.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Tells cases the news of their defects: many in one transaction, each by itself where
 * that fails, and what fails again later. It waits for no case that somebody else holds.
 */
@Component
class DefectCourier extends Worker {

	private static final Logger log = LoggerFactory.getLogger(DefectCourier.class);

	private static final int BATCH = 20;

	private final NewsOfCases news;

	private final CasesMovedByNews moved;

	private final Cases cases;

	private final Transactions transactions;

	DefectCourier(NewsOfCases news, CasesMovedByNews moved, Cases cases, Transactions transactions) {
		super("defect-courier", Duration.ofSeconds(2));
		this.news = news;
		this.moved = moved;
		this.cases = cases;
		this.transactions = transactions;
	}

	@TransactionalEventListener
	void newsAdded(NewsOfCases.NewsAdded event) {
		wake();
	}

	/**
	 * Tells what is due.
	 * @return whether there may be more that nobody else is telling right now
	 */
	@Override
	protected boolean work() {
		List<Hearing> due = this.news.due(BATCH);
		return !due.isEmpty() && tell(due) > 0;
	}

	/**
	 * Tells some cases some news.
	 * @param some what is due
	 * @return how much of it is settled now, or put off
	 */
	int tell(List<Hearing> some) {
		try {
			return together(some);
		}
		catch (RuntimeException ex) {
			log.debug("{} cases hear their news each by itself", some.size(), ex);
			return some.stream().mapToInt(this::alone).sum();
		}
	}

	private int together(List<Hearing> some) {
		return Actor.system().does(() -> this.transactions.retrying(() -> {
			Set<String> held = this.cases.lockFree(some.stream().map(Hearing::caseNumber).collect(Collectors.toSet()));
			List<Hearing> free = some.stream().filter((one) -> held.contains(one.caseNumber())).toList();
			this.moved.by(free);
			return free.size();
		}));
	}

	private int alone(Hearing one) {
		try {
			return together(List.of(one));
		}
		catch (RuntimeException ex) {
			log.error("Case {} could not hear that its defect is {}; it hears it later", one.caseNumber(),
					one.kind().word(), ex);
			this.transactions.retrying(() -> {
				this.news.putOff(one);
				return null;
			});
			return 1;
		}
	}

}
