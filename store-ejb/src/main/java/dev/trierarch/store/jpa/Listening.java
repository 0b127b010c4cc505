package dev.trierarch.store.jpa;

/** An ear for hints that other control planes have appended to the log. */
interface Listening extends AutoCloseable {

  /** What a database offers that gives no hints. */
  Listening NONE =
      new Listening() {
        @Override
        public boolean isOn() {
          return false;
        }

        @Override
        public void close() {
          // Nothing was opened.
        }
      };

  /** Whether hints would be heard now. */
  boolean isOn();

  @Override
  void close();
}
