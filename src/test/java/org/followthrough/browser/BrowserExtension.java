package org.followthrough.browser;

import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands out the site and its visitors, and looks after each test at what the visitors
 * saw.
 */
class BrowserExtension implements ParameterResolver, AfterTestExecutionCallback {

	private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace
		.create(BrowserExtension.class);

	@Override
	public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
		Class<?> type = parameter.getParameter().getType();
		return type == Site.class || type == Visitors.class;
	}

	@Override
	public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
		return (parameter.getParameter().getType() == Site.class) ? Shared.site() : visitors(test);
	}

	private static Visitors visitors(ExtensionContext test) {
		return test.getStore(NAMESPACE)
			.getOrComputeIfAbsent(Visitors.class, (type) -> new Visitors(Shared.chromium(), Shared.site()),
					Visitors.class);
	}

	@Override
	public void afterTestExecution(ExtensionContext test) {
		Visitors visitors = test.getStore(NAMESPACE).get(Visitors.class, Visitors.class);
		if (visitors == null) {
			return;
		}
		if (test.getExecutionException().isPresent()) {
			visitors.photographed(
					test.getRequiredTestClass().getSimpleName() + "-" + test.getRequiredTestMethod().getName());
		}
		else {
			visitors.assertNoScriptFailed();
		}
	}

}
