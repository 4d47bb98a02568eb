package org.followthrough.trackers;

/**
 * The kinds of trackers that are understood.
 */
public enum TrackerKind {

	/** GitHub, or GitHub Enterprise Server. */
	GITHUB("GitHub"),
	/** GitLab, or one of our own. */
	GITLAB("GitLab"),
	/** Jira Cloud. */
	JIRA("Jira"),
	/** Jira Data Center. */
	JIRA_DATA_CENTER("Jira Data Center");

	private final String title;

	TrackerKind(String title) {
		this.title = title;
	}

	/**
	 * What people call it.
	 * @return its name
	 */
	public String title() {
		return this.title;
	}

	/**
	 * Whether texts there are Markdown.
	 * @return false where they are plain, or wiki markup
	 */
	boolean readsMarkdown() {
		return this == GITHUB || this == GITLAB;
	}

}
