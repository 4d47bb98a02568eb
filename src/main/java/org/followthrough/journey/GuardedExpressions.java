package org.followthrough.journey;

import java.util.Map;

import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.impl.el.Expression;
import org.camunda.bpm.engine.impl.el.JuelExpressionManager;
import org.camunda.bpm.engine.impl.el.ReadOnlyMapELResolver;
import org.camunda.bpm.engine.impl.el.VariableContextElResolver;
import org.camunda.bpm.engine.impl.el.VariableScopeElResolver;
import org.camunda.bpm.impl.juel.jakarta.el.BeanELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.CompositeELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.ELContext;
import org.camunda.bpm.impl.juel.jakarta.el.ELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.ValueExpression;

/**
 * The engine's expressions behind the guard: none is even built that the guard objects
 * to, only the steps of the journey are known by name, and nothing can be invoked. It
 * also holds for expressions in stored task filters and for models that were deployed
 * before a rule existed.
 */
class GuardedExpressions extends JuelExpressionManager {

	GuardedExpressions(Map<Object, Object> steps) {
		super(steps);
	}

	@Override
	public Expression createExpression(String expression) {
		check(expression);
		return super.createExpression(expression);
	}

	@Override
	public ValueExpression createValueExpression(String expression) {
		check(expression);
		return super.createValueExpression(expression);
	}

	private static void check(String expression) {
		ExpressionGuard.objection(expression).ifPresent((objection) -> {
			throw new BadUserRequestException(
					"The expression \"" + expression + "\" is not allowed: " + objection + ".");
		});
	}

	@Override
	protected ELResolver createElResolver() {
		CompositeELResolver resolver = new CompositeELResolver();
		resolver.add(new VariableScopeElResolver());
		resolver.add(new VariableContextElResolver());
		resolver.add(new ReadOnlyMapELResolver(this.beans));
		resolver.add(new PropertiesOnly());
		return resolver;
	}

	/**
	 * Reads properties and calls nothing.
	 */
	private static final class PropertiesOnly extends BeanELResolver {

		PropertiesOnly() {
			super(true);
		}

		@Override
		public Object invoke(ELContext context, Object base, Object method, Class<?>[] types, Object[] parameters) {
			throw new ProcessEngineException("Expressions may not call methods");
		}

	}

}
