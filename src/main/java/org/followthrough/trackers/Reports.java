package org.followthrough.trackers;

import java.util.List;
import java.util.Optional;

import org.followthrough.cases.CaseJourney;
import org.followthrough.cases.Cases;
import org.followthrough.database.Transactions;
import org.followthrough.defects.DefectCase;
import org.followthrough.defects.Defects;
import org.followthrough.identity.Actor;
import org.followthrough.identity.Door;

import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Tells each case of a defect that an engineer reported in the tracker: one case after
 * the other, each in a transaction of its own that also notes how far it came.
 */
@Component
class Reports {

	private static final int BATCH = 100;

	private final DeliveryMapper reports;

	private final Defects defects;

	private final Cases cases;

	private final CaseJourney journey;

	private final Transactions transactions;

	Reports(DeliveryMapper reports, Defects defects, Cases cases, @Lazy CaseJourney journey,
			Transactions transactions) {
		this.reports = reports;
		this.defects = defects;
		this.cases = cases;
		this.journey = journey;
		this.transactions = transactions;
	}

	/**
	 * Tells a hand of cases.
	 * @return whether there are more
	 */
	boolean tell() {
		Optional<DeliveryMapper.Report> next = this.transactions.retrying(this.reports::nextReport);
		next.ifPresent((report) -> {
			List<DefectCase> hanging = this.transactions
				.retrying(() -> this.defects.cases(this.defects.get(report.defect()).id(), report.afterCase(), BATCH));
			hanging.forEach((link) -> tell(report, link.caseId()));
			if (hanging.size() < BATCH) {
				this.transactions.retrying(() -> {
					this.reports.toldAll(report.id());
					return null;
				});
			}
		});
		return next.isPresent();
	}

	private void tell(DeliveryMapper.Report report, long caseId) {
		Actor.person(report.account(), Door.TRACKER).does(() -> this.transactions.retrying(() -> {
			var about = this.cases.lock(caseId);
			// Another node may be at it, too.
			if (this.reports.told(report.id(), caseId) == 1) {
				this.journey.reportedInTracker(about, report.writtenAt());
			}
			return null;
		}));
	}

}
