package io.payonce.store.views;

import static java.util.Objects.requireNonNull;

/**
 * Where the database is that is looked at.
 *
 * @param user needs to read alone
 */
public record ViewSettings(String jdbcUrl, String user, String password) {
  public ViewSettings {
    requireNonNull(jdbcUrl, "jdbcUrl is null");
    requireNonNull(user, "user is null");
    requireNonNull(password, "password is null");
  }

  @Override
  public String toString() {
    return "ViewSettings[" + user + "@]";
  }
}
