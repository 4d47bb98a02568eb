package org.followthrough.correspondence;

import org.followthrough.web.Invalid;

/**
 * Files that can't be taken as they are.
 */
public class UnfitFiles extends Invalid {

	/**
	 * Refuses them.
	 * @param why what to do about it, in a sentence
	 */
	public UnfitFiles(String why) {
		super("files", why);
	}

}
