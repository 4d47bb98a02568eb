package org.followthrough.identity;

import java.util.List;

/**
 * The groups that people belong to. Their ids stand in models as candidate groups.
 */
public final class Groups {

	/** Carry cases: acknowledge, investigate, answer. */
	public static final String AGENTS = "agents";

	/** Verify fixes before a customer gets them. */
	public static final String SUPPORT_ENGINEERS = "support-engineers";

	/** Make fixes; take weekly turns on support. */
	public static final String ENGINEERS = "engineers";

	/** Answer for promises; edit the journey. */
	public static final String MANAGERS = "managers";

	/** Read everything, change nothing. */
	public static final String AUDITORS = "auditors";

	/** Run the installation. */
	public static final String ADMINS = "admins";

	/** All of them. */
	public static final List<String> ALL = List.of(AGENTS, SUPPORT_ENGINEERS, ENGINEERS, MANAGERS, AUDITORS, ADMINS);

	private Groups() {
	}

}
