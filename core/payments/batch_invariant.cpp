#include "payments/batch_invariant.h"

#include <map>

#include "payments/batches.h"

namespace ch {

namespace {

// What a batch says of its payments, less what they are. All zero.
class Differences {
 public:
  void take(const RecordType& type, const void* row, int sign) {
    if (&type == &record_type<Payment>()) {
      const auto& payment = *static_cast<const Payment*>(row);
      add(payment.batch, -sign, 1, payment.amount, payment.state == PaymentState::given ? 1 : 0);
    } else if (&type == &record_type<PaymentBatch>()) {
      const auto& batch = *static_cast<const PaymentBatch*>(row);
      add(batch.id, sign, batch.payments, batch.total, batch.without_result);
    }
  }
  void tell(std::vector<std::string>& faults) const {
    for (const auto& [batch, by] : batches_)
      if (by.payments != 0 || !by.total.is_zero() || by.without_result != 0)
        faults.push_back("batch " + batch_number(batch) + ": its payments, their sum or those without a result are miscounted (LED-11)");
  }

 private:
  struct Difference {
    std::int64_t payments = 0, without_result = 0;
    Money total;
  };
  void add(BatchId batch, int sign, std::int64_t payments, Money total, std::int64_t without_result) {
    Difference& by = batches_[batch];
    by.payments += sign * payments;
    by.without_result += sign * without_result;
    by.total += sign > 0 ? total : -total;
  }
  std::map<BatchId, Difference> batches_;
};

}  // namespace

void batch_invariant(const Changed& changed, std::vector<std::string>& faults) {
  Differences differences;
  for (const RowChange& change : changed.rows) {
    if (change.before) differences.take(*change.type, change.before.get(), -1);
    if (change.after) differences.take(*change.type, change.after.get(), 1);
  }
  differences.tell(faults);
}

namespace {

class WholeBatches final : public WholeInvariant {
 public:
  bool asks_for(const RecordType& type) const override { return &type == &record_type<PaymentBatch>() || &type == &record_type<Payment>(); }
  void take(const RecordType& type, const void* row) override { differences_.take(type, row, 1); }
  void finish(Reader&, std::vector<std::string>& faults) override { differences_.tell(faults); }

 private:
  Differences differences_;
};

}  // namespace

std::unique_ptr<WholeInvariant> whole_batch_invariant() { return std::make_unique<WholeBatches>(); }

}  // namespace ch
