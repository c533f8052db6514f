package io.payonce.store;

import static io.payonce.payments.PaymentMethod.MOMO;
import static io.payonce.payments.PaymentMethod.VNPAY;
import static io.payonce.store.Shop.TEN;
import static io.payonce.store.Shop.line;
import static io.payonce.store.Shop.request;
import static io.payonce.store.Shop.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.payonce.embedded.junit.EmbeddedServersExtension;
import io.payonce.embedded.junit.TestServers;
import io.payonce.payments.CreateRules;
import io.payonce.payments.TransactionId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What paid orders do to the stock. */
@ExtendWith(EmbeddedServersExtension.class)
class StockIT {
  private static final String OVERSOLD =
      "SELECT order_id FROM orders WHERE oversold ORDER BY order_id";

  private final Database database;
  private final Shop shop;

  StockIT(TestServers servers) {
    database = Database.of(servers);
    shop = new Shop(database.store());
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void unknown_sku_gets_a_row_when_an_order_names_it_and_known_ones_stay_as_they_are() {
    onHand("tea", 7);
    shop.open("ORD-1", line("tea", 1), line("cup", 2));
    assertThat(stock()).containsExactly("cup 0", "tea 7");
  }

  @Test
  void paid_order_moves_each_of_its_lines_once() {
    onHand("tea", 10);
    TransactionId transaction = shop.open("ORD-1", line("tea", 3), line("cup", 2));
    shop.settle(success(transaction, VNPAY, "v-1"));
    shop.settle(success(transaction, VNPAY, "v-1"), success(transaction, VNPAY, "v-2"));
    assertThat(movements()).containsExactly("cup SALE -2", "tea SALE -3");
    assertThat(stock()).containsExactly("cup -2", "tea 7");
    assertThat(database.column(OVERSOLD)).containsExactly("ORD-1");
  }

  @Test
  void takeover_releases_what_the_displaced_attempt_had_sold() {
    onHand("tea", 10);
    CreateRules.Request earlier = request("ORD-1", VNPAY, TEN, line("tea", 3));
    CreateRules.Request later = request("ORD-1", MOMO, TEN.plusSeconds(1));
    shop.open(earlier, later);
    shop.settle(
        success(later.transactionId(), MOMO, "m-1"),
        success(earlier.transactionId(), VNPAY, "v-1"));
    assertThat(movements()).containsExactly("tea RELEASE 3", "tea SALE -3", "tea SALE -3");
    assertThat(stock()).containsExactly("tea 7");
  }

  @Test
  void only_orders_that_find_too_little_are_oversold_in_the_order_in_which_they_were_paid() {
    onHand("tea", 5);
    TransactionId first = shop.open("ORD-1", line("tea", 3));
    TransactionId second = shop.open("ORD-2", line("tea", 3));
    TransactionId third = shop.open("ORD-3", line("tea", 2));
    shop.settle(
        success(third, VNPAY, "v-3"), success(second, VNPAY, "v-2"), success(first, VNPAY, "v-1"));
    assertThat(stock()).containsExactly("tea -3");
    assertThat(database.column(OVERSOLD)).containsExactly("ORD-1");
  }

  @Test
  void later_change_of_an_order_leaves_it_oversold() {
    TransactionId transaction = shop.open("ORD-1", line("tea", 1));
    shop.settle(success(transaction, VNPAY, "v-1"));
    shop.settle(success(transaction, VNPAY, "v-2"));
    assertThat(shop.reload("ORD-1").underReview()).isTrue();
    assertThat(database.column(OVERSOLD)).containsExactly("ORD-1");
  }

  @Test
  void stock_is_the_sum_of_its_movements_over_many_batches() {
    onHand("tea", 0);
    for (int i = 0; i < 5; i++) {
      TransactionId one = shop.open("A-" + i, line("tea", i + 1), line("cup", 1));
      TransactionId other = shop.open("B-" + i, line("cup", i + 1));
      shop.settle(success(one, VNPAY, "v-1"), success(other, VNPAY, "v-1"));
    }
    assertThat(stock()).containsExactly("cup -20", "tea -15");
    assertThat(
            database.one(
                """
                SELECT count(*) FROM inventory i WHERE on_hand <>
                  (SELECT sum(quantity) FROM inventory_movements m WHERE m.sku = i.sku)
                """))
        .isEqualTo("0");
  }

  private void onHand(String sku, int quantity) {
    database.execute("INSERT INTO inventory VALUES ('" + sku + "', " + quantity + ")");
  }

  private List<String> stock() {
    return database.column("SELECT sku || ' ' || on_hand FROM inventory ORDER BY sku");
  }

  private List<String> movements() {
    return database.column(
        """
        SELECT sku || ' ' || reason || ' ' || quantity FROM inventory_movements
         ORDER BY sku, reason, quantity
        """);
  }
}
