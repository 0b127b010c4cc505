package dev.trierarch.admission;

import dev.trierarch.quota.Amounts;
import dev.trierarch.schema.Quantities;
import io.fabric8.kubernetes.api.model.LimitRangeItem;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Compares what is asked for with the bounds of one limit, and says the first thing wrong with
 * each. Pure.
 */
final class LimitBounds {

  private final LimitRangeItem item;
  private final Amounts requests;
  private final Amounts limits;
  private final List<String> problems = new ArrayList<>();

  private LimitBounds(LimitRangeItem item, Amounts requests, Amounts limits) {
    this.item = item;
    this.requests = requests;
    this.limits = limits;
  }

  /** What is wrong with what a container or a pod as a whole asks for and is held to. */
  static List<String> brokenByCompute(LimitRangeItem item, Amounts requests, Amounts limits) {
    LimitBounds bounds = new LimitBounds(item, requests, limits);
    bounds.checkLeast();
    bounds.checkMostLimit();
    bounds.checkRatio();
    return bounds.problems;
  }

  /** What is wrong with what a claim asks for; a claim has no limits. */
  static List<String> brokenByClaim(LimitRangeItem item, Amounts requests) {
    LimitBounds bounds = new LimitBounds(item, requests, Amounts.none());
    bounds.checkLeast();
    bounds.checkMostRequest();
    return bounds.problems;
  }

  private void checkLeast() {
    Amounts least = Amounts.of(item.getMin());
    for (String name : least.names()) {
      String rule = rule("minimum", name, least);
      if (!requests.has(name)) {
        problems.add(rule + ".  No request is specified");
      } else if (isBelow(requests, least, name)) {
        problems.add(rule + ", but request is " + requests.get(name));
      } else if (limits.has(name) && isBelow(limits, least, name)) {
        problems.add(rule + ", but limit is " + limits.get(name));
      }
    }
  }

  private void checkMostLimit() {
    Amounts most = Amounts.of(item.getMax());
    for (String name : most.names()) {
      String rule = rule("maximum", name, most);
      if (!limits.has(name)) {
        problems.add(rule + ".  No limit is specified");
      } else if (isBelow(most, limits, name)) {
        problems.add(rule + ", but limit is " + limits.get(name));
      } else if (isBelow(most, requests, name)) {
        problems.add(rule + ", but request is " + requests.get(name));
      }
    }
  }

  private void checkMostRequest() {
    Amounts most = Amounts.of(item.getMax());
    for (String name : most.names()) {
      String rule = rule("maximum", name, most);
      if (!requests.has(name)) {
        problems.add(rule + ".  No request is specified");
      } else if (isBelow(most, requests, name)) {
        problems.add(rule + ", but request is " + requests.get(name));
      }
    }
  }

  private void checkRatio() {
    Amounts most = Amounts.of(item.getMaxLimitRequestRatio());
    for (String name : most.names()) {
      String rule =
          "%s max limit to request ratio per %s is %s, but "
              .formatted(name, item.getType(), most.get(name));
      if (amount(requests, name).signum() == 0) {
        problems.add(rule + "no request is specified or request is 0");
      } else if (amount(limits, name).signum() == 0) {
        problems.add(rule + "no limit is specified or limit is 0");
      } else {
        BigDecimal ratio =
            amount(limits, name).divide(amount(requests, name), MathContext.DECIMAL64);
        if (ratio.compareTo(amount(most, name)) > 0) {
          problems.add(rule + String.format(Locale.ROOT, "provided ratio is %f", ratio));
        }
      }
    }
  }

  private String rule(String which, String name, Amounts bound) {
    return "%s %s usage per %s is %s".formatted(which, name, item.getType(), bound.get(name));
  }

  private static boolean isBelow(Amounts one, Amounts other, String name) {
    return Quantities.compare(one.get(name), other.get(name)) < 0;
  }

  private static BigDecimal amount(Amounts amounts, String name) {
    return Quantities.amount(amounts.get(name)).orElseThrow();
  }
}
