package io.payonce.system;

import io.payonce.schemas.Command;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Every command that was acknowledged to its sender: what must never be lost. */
final class Sent {
  private final Map<UUID, Command> commands = new ConcurrentHashMap<>();

  void add(Command command) {
    commands.put(command.commandId(), command);
  }

  Map<UUID, Command> commands() {
    return commands;
  }

  int size() {
    return commands.size();
  }
}
