package dev.trierarch.schema;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads resource quantities like {@code 1500m} and {@code 1.5Gi} and writes their canonical form.
 */
public final class Quantities {

  /** What upstream says of a text that is no quantity. */
  public static final String FORMAT_MESSAGE =
      "quantities must match the regular expression"
          + " '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

  private static final Pattern SHAPE =
      Pattern.compile(
          "([+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+))(|[numkMGTPE]|[KMGTPE]i|[eE][+-]?[0-9]+)");
  private static final List<String> BINARY = List.of("", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei");
  private static final List<String> DECIMAL =
      List.of("n", "u", "m", "", "k", "M", "G", "T", "P", "E");
  private static final int NANO_SCALE = 9;
  private static final int EXPONENT_MAX = 300;
  private static final BigDecimal KIBI = BigDecimal.valueOf(1024);
  private static final BigDecimal BINARY_MAX = BigDecimal.valueOf(Long.MAX_VALUE);

  private enum Family {
    DECIMAL_SUFFIX,
    DECIMAL_EXPONENT,
    BINARY_SUFFIX
  }

  private record Parsed(BigDecimal amount, Family family) {}

  private Quantities() {}

  /** The amount; empty when the text is no quantity. */
  public static Optional<BigDecimal> amount(String text) {
    return parse(text).map(Parsed::amount);
  }

  /**
   * The canonical form: no fraction, the largest suffix of the same family, e.g. {@code 0.5}
   * becomes {@code 500m}; empty when the text is no quantity.
   */
  public static Optional<String> canonical(String text) {
    return parse(text).map(Quantities::write);
  }

  /** Both together, in the form of the first unless that is zero. Both must be quantities. */
  public static String sum(String one, String other) {
    return combined(one, other, BigDecimal::add);
  }

  /** What is left of the first, in its form. Both must be quantities. */
  public static String difference(String one, String other) {
    return combined(one, other, BigDecimal::subtract);
  }

  public static int compare(String one, String other) {
    return parse(one).orElseThrow().amount().compareTo(parse(other).orElseThrow().amount());
  }

  private static String combined(String one, String other, BinaryOperator<BigDecimal> operation) {
    Parsed first = parse(one).orElseThrow();
    Parsed second = parse(other).orElseThrow();
    Family family = first.amount().signum() == 0 ? second.family() : first.family();
    return write(new Parsed(operation.apply(first.amount(), second.amount()), family));
  }

  private static Optional<Parsed> parse(String text) {
    Matcher matcher = SHAPE.matcher(text.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    BigDecimal number = new BigDecimal(matcher.group(1));
    String suffix = matcher.group(2);
    if (BINARY.contains(suffix) && !suffix.isEmpty()) {
      BigDecimal amount = number.multiply(KIBI.pow(BINARY.indexOf(suffix))).min(BINARY_MAX);
      return Optional.of(new Parsed(rounded(amount), Family.BINARY_SUFFIX));
    }
    if (DECIMAL.contains(suffix)) {
      int power = 3 * (DECIMAL.indexOf(suffix) - DECIMAL.indexOf(""));
      return Optional.of(
          new Parsed(rounded(number.scaleByPowerOfTen(power)), Family.DECIMAL_SUFFIX));
    }
    return exponent(suffix)
        .map(
            power -> new Parsed(rounded(number.scaleByPowerOfTen(power)), Family.DECIMAL_EXPONENT));
  }

  private static Optional<Integer> exponent(String suffix) {
    // A bound: a hostile exponent must not make a number of a million digits.
    BigInteger power = new BigInteger(suffix.substring(suffix.charAt(1) == '+' ? 2 : 1));
    return power.abs().compareTo(BigInteger.valueOf(EXPONENT_MAX)) > 0
        ? Optional.empty()
        : Optional.of(power.intValue());
  }

  /** Finer than nano is rounded away from zero: who asks for some gets some. */
  private static BigDecimal rounded(BigDecimal amount) {
    return amount.scale() > NANO_SCALE ? amount.setScale(NANO_SCALE, RoundingMode.UP) : amount;
  }

  private static String write(Parsed quantity) {
    BigDecimal amount = quantity.amount();
    if (amount.signum() == 0) {
      return "0";
    }
    boolean whole = amount.stripTrailingZeros().scale() <= 0;
    if (quantity.family() == Family.BINARY_SUFFIX && whole && amount.abs().compareTo(KIBI) >= 0) {
      return binary(amount.toBigIntegerExact());
    }
    return decimal(amount, quantity.family() == Family.DECIMAL_EXPONENT);
  }

  private static String binary(BigInteger amount) {
    BigInteger kibi = KIBI.toBigIntegerExact();
    int power = 0;
    BigInteger mantissa = amount;
    while (power < BINARY.size() - 1 && mantissa.mod(kibi).signum() == 0) {
      mantissa = mantissa.divide(kibi);
      power++;
    }
    return mantissa + BINARY.get(power);
  }

  private static String decimal(BigDecimal amount, boolean exponentForm) {
    int power = Math.floorDiv(-amount.stripTrailingZeros().scale(), 3) * 3;
    BigInteger mantissa = amount.scaleByPowerOfTen(-power).toBigIntegerExact();
    int index = power / 3 + DECIMAL.indexOf("");
    if (exponentForm || index >= DECIMAL.size()) {
      return power == 0 ? mantissa.toString() : mantissa + "e" + power;
    }
    return mantissa + DECIMAL.get(index);
  }
}
