package org.followthrough.rota;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.followthrough.audit.Audit;
import org.followthrough.database.Transactions;
import org.followthrough.web.Invalid;
import org.followthrough.web.Refusal;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Who is away when. Engineers say it of themselves, managers of everybody.
 */
@Component
class Absences {

	private static final int LONGEST_REASON = 200;

	private static final int LONGEST_DAYS = 366;

	private static final String NOT_YOURS = "Engineers say when they are away themselves; managers say it of everybody.";

	private final RotaMapper rows;

	private final RotaCache cache;

	private final Rota rota;

	private final RotaEditors editors;

	private final Audit audit;

	private final Transactions transactions;

	Absences(RotaMapper rows, RotaCache cache, Rota rota, RotaEditors editors, Audit audit, Transactions transactions) {
		this.rows = rows;
		this.cache = cache;
		this.rota = rota;
		this.editors = editors;
		this.audit = audit;
		this.transactions = transactions;
	}

	/** Those that aren't over, by their first day. */
	List<Absence> coming() {
		LocalDate yesterday = LocalDate.ofInstant(this.rota.now(), java.time.ZoneOffset.UTC).minusDays(1);
		return this.rota.absences().stream().filter((absence) -> !absence.lastDay().isBefore(yesterday)).toList();
	}

	/**
	 * Somebody is going to be away, as the current actor says.
	 * @param engineer their account
	 * @param first the first day
	 * @param last the last day, which counts
	 * @param reason why; empty if nobody need know
	 * @param deputy the account of who stands in; empty for whoever comes next
	 */
	Absence add(String engineer, LocalDate first, LocalDate last, String reason, String deputy) {
		return this.transactions.retrying(() -> {
			this.editors.requireManagerOr(engineer, NOT_YOURS);
			check(engineer, first, last, reason, deputy);
			this.cache.change();
			Absence added = this.rows.addAbsence(engineer, first, last, given(reason), given(deputy));
			this.audit.record(Audit.SYSTEM, "absence.added", details(added));
			return added;
		});
	}

	private void check(String engineer, LocalDate first, LocalDate last, String reason, String deputy) {
		if (!this.rota.isEngineer(engineer)) {
			throw new Invalid("engineer", "\"" + engineer + "\" is no engineer's account.");
		}
		if (last.isBefore(first)) {
			throw new Invalid("last", "The last day comes before the first.");
		}
		if (last.isAfter(first.plusDays(LONGEST_DAYS))) {
			throw new Invalid("last", "Nobody is away for longer than a year. Take them off the rota instead.");
		}
		if (last.isBefore(LocalDate.ofInstant(this.rota.now(), java.time.ZoneOffset.UTC).minusDays(1))) {
			throw new Invalid("last", "These days are over.");
		}
		if (reason.length() > LONGEST_REASON) {
			throw new Invalid("reason", "The reason is longer than " + LONGEST_REASON + " characters.");
		}
		if (!deputy.isBlank() && (deputy.strip().equals(engineer) || !this.rota.isEngineer(deputy.strip()))) {
			throw new Invalid("deputy", "\"" + deputy.strip() + "\" is no other engineer's account.");
		}
		this.rows.absences(first)
			.stream()
			.filter((other) -> other.engineer().equals(engineer) && !other.firstDay().isAfter(last))
			.findFirst()
			.ifPresent((other) -> {
				throw new Invalid("first", engineer + " is away from " + other.firstDay() + " to " + other.lastDay()
						+ " already. Take that back first, or choose other days.");
			});
	}

	/**
	 * Takes an absence back, as the current actor.
	 */
	void remove(long id) {
		this.transactions.retrying(() -> {
			// Who may not change it need not know that it isn't there.
			Absence gone = this.rows.absence(id).orElseThrow(NoSuchAbsence::new);
			this.editors.requireManagerOr(gone.engineer(), NOT_YOURS);
			this.cache.change();
			this.rows.removeAbsence(id);
			this.audit.record(Audit.SYSTEM, "absence.removed", details(gone));
			return null;
		});
	}

	private static @Nullable String given(String text) {
		return text.isBlank() ? null : text.strip();
	}

	private static Map<String, Object> details(Absence absence) {
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("engineer", absence.engineer());
		details.put("first", absence.firstDay().toString());
		details.put("last", absence.lastDay().toString());
		details.put("deputy", Objects.requireNonNullElse(absence.deputy(), ""));
		return details;
	}

	/** There is no such absence. */
	static class NoSuchAbsence extends Refusal {

		NoSuchAbsence() {
			super(Kind.NOT_FOUND, "There is no such absence. It may have been taken back.");
		}

	}

}
