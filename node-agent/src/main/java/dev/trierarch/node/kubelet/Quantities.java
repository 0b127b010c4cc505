package dev.trierarch.node.kubelet;

import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;

/** Quantities as numbers; rounded up, as upstream does. */
final class Quantities {
  private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);

  private Quantities() {}

  static long value(Quantity quantity) {
    return Quantity.getAmountInBytes(quantity).setScale(0, RoundingMode.CEILING).longValueExact();
  }

  static long milliValue(Quantity quantity) {
    return Quantity.getAmountInBytes(quantity)
        .multiply(THOUSAND)
        .setScale(0, RoundingMode.CEILING)
        .longValueExact();
  }

  /** CPU in thousandths, everything else in whole units; 0 when it is not given. */
  static long amount(Map<String, Quantity> resources, String name) {
    Quantity quantity = resources == null ? null : resources.get(name);
    if (quantity == null) {
      return 0;
    }
    return name.equals("cpu") ? milliValue(quantity) : value(quantity);
  }
}
