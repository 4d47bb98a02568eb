package org.followthrough.correspondence;

import org.followthrough.web.Invalid;

/**
 * Files that can't be taken as they are.
 */
public class UnfitFiles extends Invalid {

	private final int most;

	/**
	 * Refuses them.
	 * @param why what to do about it, in a sentence
	 * @param most how many are taken at once
	 */
	public UnfitFiles(String why, int most) {
		super("files", why);
		this.most = most;
	}

	@Override
	public Object[] named() {
		return new Object[] { "most", this.most };
	}

}
