package io.github.camelpop3x.testserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.platform.commons.support.AnnotationSupport;

class RequiresServerConditionTest {

    private static final Optional<String> PRESENT = Optional.empty();
    private static final Optional<String> ABSENT = Optional.of("Foo is not installed (apt-get install foo)");

    @RequiresDovecot
    private static class NeedsDovecot {}

    @Test
    void skipsWithTheReason() {
        ConditionEvaluationResult result = RequiresServerCondition.decide(Stream.of(PRESENT, ABSENT), "auto");

        assertThat(result.isDisabled()).isTrue();
        assertThat(result.getReason()).hasValue("Foo is not installed (apt-get install foo)");
    }

    @Test
    void failsWithTheReasonWhereServersAreRequired() {
        assertThatThrownBy(() -> RequiresServerCondition.decide(Stream.of(PRESENT, ABSENT), "required"))
                .isInstanceOf(ExtensionConfigurationException.class)
                .hasMessage("Foo is not installed (apt-get install foo)");
    }

    @Test
    void runsWithAllServersPresent() {
        for (String mode : new String[] {"auto", "required"}) {
            assertThat(RequiresServerCondition.decide(Stream.of(PRESENT), mode).isDisabled())
                    .isFalse();
        }
    }

    @Test
    void doesNotGuessWhatAMistypedModeMeans() {
        assertThatThrownBy(() -> RequiresServerCondition.decide(Stream.of(PRESENT), "require"))
                .hasMessage("pop3x.realServers must be 'auto' or 'required', but is 'require'");
    }

    @Test
    void theShortAnnotationIsTheLongOne() {
        assertThat(AnnotationSupport.findAnnotation(NeedsDovecot.class, RequiresServer.class))
                .hasValueSatisfying(required -> assertThat(required.value()).containsExactly(RealServer.DOVECOT));
    }
}
