package io.github.camelpop3x.testserver;

import static org.junit.jupiter.api.extension.ConditionEvaluationResult.disabled;
import static org.junit.jupiter.api.extension.ConditionEvaluationResult.enabled;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Decides about what {@link RequiresServer} marks. Stateless. */
final class RequiresServerCondition implements ExecutionCondition {

    static final String PROPERTY = "pop3x.realServers";

    private static final String ALL_THERE = "the required servers can run";

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        String mode = context.getConfigurationParameter(PROPERTY).orElse("auto");
        return AnnotationSupport.findAnnotation(context.getElement(), RequiresServer.class)
                .map(required -> decide(Stream.of(required.value()).map(RealServer::unavailable), mode))
                .orElseGet(() -> enabled("no real server is required"));
    }

    /**
     * @param reasons one for each required server: why it can't run
     * @throws ExtensionConfigurationException with the reasons, if the mode doesn't allow to skip; JUnit reports it as
     *     the failure of the class or method
     */
    static ConditionEvaluationResult decide(Stream<Optional<String>> reasons, String mode) {
        String missing = reasons.flatMap(Optional::stream).collect(Collectors.joining("; "));
        return switch (mode) {
            case "auto" -> missing.isEmpty() ? enabled(ALL_THERE) : disabled(missing);
            case "required" -> {
                if (!missing.isEmpty()) {
                    throw new ExtensionConfigurationException(missing);
                }
                yield enabled(ALL_THERE);
            }
            default ->
                throw new ExtensionConfigurationException(
                        PROPERTY + " must be 'auto' or 'required', but is '" + mode + "'");
        };
    }
}
