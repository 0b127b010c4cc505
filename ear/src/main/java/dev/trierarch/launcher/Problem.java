package dev.trierarch.launcher;

/** What stopped a command, in one sentence, and what its user can do about it, in another. */
public final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String remedy;

  public Problem(String whatIsWrong, String remedy) {
    super(whatIsWrong);
    this.remedy = remedy;
  }

  public Problem(String whatIsWrong, String remedy, Throwable cause) {
    super(whatIsWrong, cause);
    this.remedy = remedy;
  }

  public String remedy() {
    return remedy;
  }
}
