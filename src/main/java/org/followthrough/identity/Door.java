package org.followthrough.identity;

/**
 * The way by which somebody came in.
 */
public enum Door {

	/** Camunda Tasklist, Cockpit or Admin, and the engine's REST behind them. */
	TASKLIST,
	/** Our pages for people who work here. */
	PAGE,
	/** Our REST interface. */
	API,
	/** A mail. */
	MAIL,
	/** The public form for new cases. */
	WEB_FORM,
	/** The customer's page of a case. */
	CUSTOMER_PAGE,
	/** A tracker of engineering, where they wrote. */
	TRACKER,
	/** Nobody: a timer or a background task. */
	CLOCK;

	/**
	 * The word for it in data.
	 * @return lower case, with dashes
	 */
	public String word() {
		return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
	}

}
