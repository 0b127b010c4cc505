package dev.trierarch.catalog.flowcontrol;

import dev.trierarch.catalog.Defaults;
import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.ResourceStrategy;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** The rules that PriorityLevelConfigurations are written by. */
public final class PriorityLevelConfigurationStrategy implements ResourceStrategy {

  private static final int SHARES = 30;
  private static final int QUEUES = 64;
  private static final int HAND_SIZE = 8;
  private static final int QUEUE_LENGTH_MAX = 50;
  private static final int QUEUES_MAX = 10_000_000;
  private static final int ENTROPY_BITS_MAX = 60;

  @Override
  public void setDefaults(ObjectNode level) {
    Defaults.find(level, "spec", "limited")
        .ifPresent(
            limited -> {
              Defaults.number(limited, "nominalConcurrencyShares", SHARES);
              Defaults.number(limited, "lendablePercent", 0);
              Defaults.find(limited, "limitResponse", "queuing")
                  .ifPresent(PriorityLevelConfigurationStrategy::queuing);
            });
    Defaults.find(level, "spec", "exempt")
        .ifPresent(
            exempt -> {
              Defaults.number(exempt, "nominalConcurrencyShares", 0);
              Defaults.number(exempt, "lendablePercent", 0);
            });
  }

  private static void queuing(ObjectNode queuing) {
    Defaults.number(queuing, "queues", QUEUES);
    Defaults.number(queuing, "handSize", HAND_SIZE);
    Defaults.number(queuing, "queueLengthLimit", QUEUE_LENGTH_MAX);
  }

  @Override
  public void validateCreate(ObjectNode level, FieldErrors errors) {
    Field spec = Field.root(level, errors).get("spec");
    boolean exempt = level.path("metadata").path("name").asString("").equals("exempt");
    if (exempt != spec.get("type").isText("Exempt")) {
      spec.get("type").invalid("type must be 'Exempt' if and only if `name` is 'exempt'");
    }
    if (spec.get("type").isText("Limited")) {
      spec.get("limited").required("must not be empty when type is Limited");
      spec.get("exempt").absent("must be nil if the type is Limited");
    } else {
      spec.get("limited").absent("must be nil if the type is not Limited");
    }
    response(spec.at("limited", "limitResponse"));
  }

  private static void response(Field response) {
    Field queuing = response.get("queuing");
    if (response.get("type").isText("Queue")) {
      queuing.required("must not be empty if limited.limitResponse.type is Queue");
      if (queuing.get("handSize").number() > queuing.get("queues").number()) {
        queuing
            .get("handSize")
            .invalid(
                "should not be greater than queues (%d)".formatted(queuing.get("queues").number()));
      } else {
        entropy(queuing.get("handSize"), queuing.get("queues").number());
      }
      if (queuing.get("queues").number() > QUEUES_MAX) {
        queuing.get("queues").invalid("must not be greater than " + QUEUES_MAX);
      }
    } else {
      queuing.absent("must be nil if limited.limitResponse.type is not Queue");
    }
  }

  /** A hand is drawn by the bits of one number. */
  private static void entropy(Field handSize, long queues) {
    int bits = (int) Math.ceil(Math.log((double) queues) / Math.log(2) * handSize.number());
    if (bits > ENTROPY_BITS_MAX) {
      handSize.invalid(
          "required entropy bits of deckSize %d and handSize %d should not be greater than %d"
              .formatted(queues, handSize.number(), ENTROPY_BITS_MAX));
    }
  }

  @Override
  public void validateUpdate(ObjectNode level, ObjectNode old, FieldErrors errors) {
    validateCreate(level, errors);
    FixedSpecs.check(Field.root(level, errors), Field.root(old, errors), Set.of("catch-all"));
  }
}
