package org.followthrough.customers;

import org.followthrough.web.Refusal;

/**
 * A link that we didn't make, or that was cut short on its way.
 */
public class ForgedLink extends Refusal {

	ForgedLink() {
		super(Kind.NOT_FOUND, "This link doesn't lead to a case. Please open it from the mail again, whole: "
				+ "some mail programs break long links in two.");
	}

}
