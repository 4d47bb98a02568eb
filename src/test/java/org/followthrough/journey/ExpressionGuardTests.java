package org.followthrough.journey;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.camunda.bpm.impl.juel.jakarta.el.ELException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What an expression may be: in models, in filters, and whatever else the engine
 * evaluates.
 */
class ExpressionGuardTests {

	/** What happens when an expression gets somewhere that it shouldn't. */
	private static volatile boolean reached;

	private final GuardedExpressions engine = new GuardedExpressions(Map.of("step", new Trap()));

	/** What is known to have run code elsewhere, and its kin. */
	static List<String> attacks() {
		return List.of("${\"\".getClass()}", "${''.class}", "${''['class']}", "${''.class.name}",
				"${\"\".getClass().forName(\"java.lang.Runtime\").getMethod(\"getRuntime\").invoke(null).exec(\"touch x\")}",
				"#{\"\".getClass().forName(\"java.lang.System\").getMethod(\"exit\",\"\".getClass()).invoke(null)}",
				"${bean.method(x)}", "${bean.method()}", "${bean['method']()}", "${step.execute(execution)}",
				"${execution.processEngineServices.runtimeService}",
				"#{execution.processEngineServices.runtimeService}", "${task.execution.processEngine}",
				"${execution.processBusinessKey}", "#{execution.processBusinessKey }",
				"#{execution.processBusinessKey}#{execution.id}", "${now()}", "${dateTime()}",
				"${dateTime().plusDays(1)}", "${currentUser().toString()}", "${currentUserGroups()[0]}",
				"${currentUser(''.class)}", "${currentUser(step.x)}", "${S(json).prop('x')}", "${XML('<a/>')}",
				"${fn:exec('x')}", "${execution.id}", "${a.b}", "${a[0]}", "${a[b.c]}", "${list[0].x}",
				"plain ${a.b} text", "${true ? a.b : c}", "${!a.b}", "${empty a.b}", "${(a.b)}", "${a + b.c}",
				"${a == b[c]}", "${-a.b}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "${outcome}", "#{outcome}", "${outcome == 'answer'}", "${outcome eq \"answer\"}",
			"${signOff != 'sent-back' && resolution == 'unsolved'}", "${reminders < 2}", "${not (reminders ge 2)}",
			"${empty outcome}", "${reminders + 1}", "${-reminders}", "${outcome == null ? 'a' : 'b'}", "${0}",
			"${true}", "${'it\\'s'}", "${(outcome)}", "P${days}D", "plain text", "", "#{execution.processBusinessKey}",
			"\\${literal}", "${1.5e3}", "${a mod 2 == 1 or b div 2 > 3}" })
	void namesValuesAndOperatorsAreAllowed(String expression) {
		assertThat(ExpressionGuard.objection(expression)).isEmpty();
		this.engine.createExpression(expression);
	}

	@ParameterizedTest
	@MethodSource("attacks")
	void reachingIntoThingsAndCallingThemIsNot(String expression) {
		assertThat(ExpressionGuard.objection(expression)).isPresent();
		assertThatExceptionOfType(BadUserRequestException.class)
			.isThrownBy(() -> this.engine.createExpression(expression))
			.withMessageContaining(expression)
			.withMessageContaining("is not allowed: ");
		assertThatExceptionOfType(BadUserRequestException.class)
			.isThrownBy(() -> this.engine.createValueExpression(expression));
		assertThatExceptionOfType(BadUserRequestException.class)
			.isThrownBy(() -> this.engine.toElProvider().createExpression(expression));
	}

	@ParameterizedTest
	@ValueSource(strings = { "${a..b}", "${", "${}", "${a", "#{a == }", "${a b}", "${'a}", "${a ? b}", "${1a}", "${@}",
			"${99999999999999999999999999}", "${a = 1}", "${a; b}", "${x -> x}", "${[1, 2]}", "${{'a': 1}}" })
	void whatIsNoExpressionIsNot(String expression) {
		assertThat(ExpressionGuard.objection(expression)).contains("it is not an expression");
	}

	@Example
	void filtersMayAskWhoLooksThroughThem() {
		assertThat(ExpressionGuard.objection("${currentUser()}")).isEmpty();
		assertThat(ExpressionGuard.objection("${currentUserGroups()}")).isEmpty();
	}

	@Example
	void noNestingExhaustsTheStack() throws InterruptedException {
		List<Throwable> thrown = new CopyOnWriteArrayList<>();
		Thread small = new Thread(null, () -> {
			for (String nesting : List.of("(", "((", "-", "!", "not ", "a?", "a[", "a.b(", "empty ", "1+(", "f(", ")(",
					"'('+(")) {
				for (int length : List.of(490, 100_000)) {
					String deep = "${" + nesting.repeat(length / nesting.length());
					ExpressionGuard.objection(deep);
					ExpressionGuard.objection(deep + "a");
				}
			}
		}, "small stack", 256 * 1024);
		small.setUncaughtExceptionHandler((thread, failure) -> thrown.add(failure));
		small.start();
		small.join();
		assertThat(thrown).isEmpty();
		assertThat(ExpressionGuard.objection("${" + "(".repeat(20) + "a" + ")".repeat(20) + "}")).isEmpty();
		assertThat(ExpressionGuard.objection("${" + "(".repeat(21) + "a" + ")".repeat(21) + "}")).isPresent();
		assertThat(ExpressionGuard.objection("${" + "a".repeat(500) + "}")).isPresent();
	}

	@Example
	void aStepIsNamedByNothingButItsName() {
		assertThat(ExpressionGuard.soleName("${sendReceipt}")).contains("sendReceipt");
		assertThat(ExpressionGuard.soleName("#{ sendReceipt }")).contains("sendReceipt");
		for (String other : List.of("sendReceipt", "${sendReceipt.x}", "${sendReceipt()}", "${send Receipt}",
				"${'sendReceipt'}", "x${sendReceipt}", "${sendReceipt}x", "${sendReceipt}${x}", "${}", "")) {
			assertThat(ExpressionGuard.soleName(other)).as(other).isEmpty();
		}
	}

	@Example
	void theNamesInAnExpressionAreFound() {
		assertThat(ExpressionGuard.names("${a == 'b' && (c > 1 || not d)}")).containsExactly("a", "c", "d");
		assertThat(ExpressionGuard.names("text")).isEqualTo(Set.of());
	}

	@Example
	void onlyStepsAreKnownByName() {
		assertThat(value("${step}")).isInstanceOf(Trap.class);
		assertThatExceptionOfType(ELException.class).isThrownBy(() -> value("${tasks}"));
		assertThatExceptionOfType(ELException.class).isThrownBy(() -> value("${systemProperties}"));
	}

	@Example
	void evenWhereTheGuardIsAskedNotNothingIsCalled() {
		reached = false;
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> this.engine.getElContext(scope())
			.getELResolver()
			.invoke(this.engine.getElContext(scope()), new Trap(), "spring", null, new Object[0]));
		assertThat(reached).isFalse();
	}

	/**
	 * Whatever the guard lets through evaluates to a value or fails as an expression
	 * fails, and reaches nothing.
	 */
	@Property
	void noRandomTextGetsPastTheGuardAndReachesAnything(@ForAll("texts") String text) {
		harmless(text);
	}

	@Property
	void noRandomExpressionGetsPastTheGuardAndReachesAnything(@ForAll("expressions") String expression) {
		harmless(expression);
	}

	@Example
	void valuesThatDontGoTogetherReachNothing() {
		harmless("${true < trap}");
		harmless("${trap <= 1}");
		harmless("${1 % 0}");
	}

	private void harmless(String expression) {
		if (ExpressionGuard.objection(expression).isPresent()) {
			assertThatExceptionOfType(BadUserRequestException.class)
				.isThrownBy(() -> this.engine.createExpression(expression));
			return;
		}
		reached = false;
		try {
			value(expression);
		}
		catch (ProcessEngineException | ELException | ClassCastException | ArithmeticException ex) {
			// A name that stands for nothing, or values that don't go together, which are
			// compared and divided as Java does.
		}
		assertThat(reached).as("\"%s\" called something", expression).isFalse();
	}

	private Object value(String expression) {
		this.engine.createExpression(expression);
		return this.engine.createValueExpression(expression).getValue(this.engine.getElContext(scope()));
	}

	private static VariableScope scope() {
		return new ExecutionEntity() {

			@Override
			public boolean hasVariable(String name) {
				return "trap".equals(name);
			}

			@Override
			public Object getVariable(String name) {
				return new Trap();
			}

			@Override
			@SuppressWarnings("unchecked")
			public <T extends TypedValue> T getVariableTyped(String name) {
				return (T) Variables.untypedValue(new Trap());
			}

		};
	}

	@Provide
	Arbitrary<String> texts() {
		return Arbitraries.strings()
			.withChars("${}#().[]'\"\\ abt+-*/%=!<>&|?:,;@~\n")
			.withChars('0', '9')
			.ofMaxLength(40)
			.map((text) -> text.startsWith("${") ? text : "${" + text + "}");
	}

	@Provide
	Arbitrary<String> expressions() {
		return expression(4).map((inner) -> "${" + inner + "}");
	}

	private static Arbitrary<String> expression(int depth) {
		Arbitrary<String> leaf = Arbitraries.of("trap", "step", "execution", "task", "outcome", "null", "true", "0",
				"1.5", "'text'", "\"class\"", "currentUser()", "now()");
		if (depth == 0) {
			return leaf;
		}
		Arbitrary<String> inner = Arbitraries.lazy(() -> expression(depth - 1));
		Arbitrary<String> name = Arbitraries.of("spring", "class", "toString", "getClass", "bytes", "processEngine",
				"execute");
		return Arbitraries.oneOf(leaf, Combinators.combine(inner, name).as((on, property) -> on + "." + property),
				Combinators.combine(inner, name).as((on, method) -> on + "." + method + "()"),
				Combinators.combine(inner, name, inner)
					.as((on, method, argument) -> on + "." + method + "(" + argument + ")"),
				Combinators.combine(inner, inner).as((on, index) -> on + "[" + index + "]"),
				Combinators.combine(inner, inner).as((on, index) -> on + "[" + index + "]()"),
				Combinators
					.combine(inner, Arbitraries.of("+", "-", "*", "/", "%", "==", "!=", "<", "&&", "||", "eq"), inner)
					.as((left, operator, right) -> left + " " + operator + " " + right),
				Combinators.combine(inner, inner, inner)
					.as((condition, then, otherwise) -> condition + " ? " + then + " : " + otherwise),
				inner.map((one) -> "(" + one + ")"), inner.map((one) -> "!" + one), inner.map((one) -> "-" + one),
				inner.map((one) -> "empty " + one));
	}

	/**
	 * Something that must not be touched.
	 */
	public static class Trap {

		/**
		 * A property.
		 */
		public String getSpring() {
			reached = true;
			return "sprung";
		}

		/**
		 * A method.
		 */
		public String spring() {
			return getSpring();
		}

		/**
		 * A method that steps have.
		 */
		public void execute(Object with) {
			reached = true;
		}

	}

}
