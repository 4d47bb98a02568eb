package org.followthrough.trackers;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.followthrough.cases.Cases;
import org.followthrough.cases.SupportCase;
import org.followthrough.customers.Customer;
import org.followthrough.customers.Customers;
import org.followthrough.defects.Defect;
import org.followthrough.defects.DefectCase;
import org.followthrough.defects.Defects;
import org.followthrough.web.Invalid;

import org.springframework.stereotype.Component;

/**
 * Looks whether a text that is to go out would tell who the customers are: a tracker is
 * read by others than a case, often by everybody.
 */
@Component
class Disclosure {

	private static final int MOST_CASES = 500;

	/** Shorter ones are words of any text. */
	private static final int SHORTEST_NAME = 4;

	private static final int SHORTEST_SUBJECT = 12;

	private static final int MOST_NAMED = 5;

	private static final Pattern ADDRESS = Pattern.compile("[\\w.+-]+@[\\w-]+(\\.[\\w-]+)+");

	private final Defects defects;

	private final Cases cases;

	private final Customers customers;

	Disclosure(Defects defects, Cases cases, Customers customers) {
		this.defects = defects;
		this.cases = cases;
		this.customers = customers;
	}

	/**
	 * Refuses a text that names a customer of the defect, quotes the subject that one of
	 * them wrote, or holds a mail address.
	 * @param of the defect
	 * @param field where the text was written
	 * @param text what is to go out
	 * @throws Invalid if it does
	 */
	void check(Defect of, String field, String text) {
		Set<String> told = told(of, text);
		if (!told.isEmpty()) {
			throw new Invalid(field,
					"This would go out, too: " + String.join(", ", told.stream().limit(MOST_NAMED).toList())
							+ ". Take out what tells who the customer is, or say that it may go out.");
		}
	}

	private Set<String> told(Defect of, String text) {
		Set<String> told = new LinkedHashSet<>();
		for (Matcher address = ADDRESS.matcher(text); address.find();) {
			told.add(address.group());
		}
		String lower = text.toLowerCase(Locale.ROOT);
		List<Long> hanging = this.defects.cases(of.id(), 0, MOST_CASES).stream().map(DefectCase::caseId).toList();
		Collection<SupportCase> theirs = this.cases.get(hanging).values();
		for (Customer customer : this.customers.get(theirs.stream().map(SupportCase::customerId).toList()).values()) {
			if (names(lower, customer.name())) {
				told.add(customer.name());
			}
		}
		List<String> subjects = new ArrayList<>();
		theirs.stream()
			.map(SupportCase::subject)
			.filter((subject) -> subject.length() >= SHORTEST_SUBJECT
					&& lower.contains(subject.toLowerCase(Locale.ROOT)))
			.map((subject) -> "“" + subject + "”")
			.forEach(subjects::add);
		told.addAll(subjects);
		return told;
	}

	private static boolean names(String text, String name) {
		return name.length() >= SHORTEST_NAME && Pattern
			.compile("(?<!\\w)" + Pattern.quote(name.toLowerCase(Locale.ROOT)) + "(?!\\w)",
					Pattern.UNICODE_CHARACTER_CLASS)
			.matcher(text)
			.find();
	}

}
