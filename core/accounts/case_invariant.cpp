#include "accounts/case_invariant.h"

#include <algorithm>
#include <array>
#include <map>

#include "accounts/procedures.h"
#include "accounts/records.h"

namespace ch {

namespace {

// What a record says. Its states are named as the procedure's steps.
struct Said {
  CaseId process;
  std::int64_t state = 0;
  bool operator==(const Said&) const = default;
};

struct Teller {
  const RecordType* type;
  const Procedure* procedure;
  const EnumType* states;
  Said (*says)(const void* row);
};

template <class R>
Teller teller(const Procedure& procedure) {
  return {&record_type<R>(), &procedure, &enum_type<decltype(R::state)>(), [](const void* row) {
            const R& record = *static_cast<const R*>(row);
            return Said{record.process, static_cast<std::int64_t>(record.state)};
          }};
}

const auto& tellers() {
  static const std::array all{teller<PrepaidAccount>(account_opening_procedure()), teller<Recharge>(recharge_procedure()),
                              teller<Withdrawal>(withdrawal_procedure()), teller<Campaign>(campaign_procedure()),
                              teller<OrderException>(exception_procedure())};
  return all;
}

const Teller* teller_of(const RecordType& type) {
  const auto found = std::ranges::find(tellers(), &type, &Teller::type);
  return found == tellers().end() ? nullptr : &*found;
}

struct Place {
  const Procedure* procedure = nullptr;  // null: none of this chapter's
  std::string step;
};

Place place_of(const Case* one) {
  const auto found = std::ranges::find_if(tellers(), [&](const Teller& teller) { return one && teller.procedure->id == one->procedure; });
  return found == tellers().end() ? Place{} : Place{found->procedure, one->step};
}

std::string text(const Place& place) { return place.procedure ? std::string(place.procedure->id) + " " + place.step : "no case"; }

// An account is mostly closed long after its opening was over.
bool agree(const Place& said, const Place& stands) {
  if (said.procedure != stands.procedure) return false;
  return said.step == stands.step || (said.step == "closed" && stands.step == "active");
}

class Agreement {
 public:
  void take(const RecordType& type, const void* before, const void* after) {
    if (&type == &record_type<Case>()) return moved(static_cast<const Case*>(before), static_cast<const Case*>(after));
    const Teller* teller = teller_of(type);
    if (!teller) return;
    const Said earlier = before ? teller->says(before) : Said{}, now = after ? teller->says(after) : Said{};
    if (earlier == now) return;
    if (earlier.process) cases_[earlier.process].said = {};
    if (now.process) cases_[now.process].said = {teller->procedure, std::string(teller->states->name_of(now.state))};
  }
  void finish(Reader& rows, std::vector<std::string>& faults) const {
    for (const auto& [id, told] : cases_) {
      const Place stands = told.stands.procedure ? told.stands : place_of(rows.get<Case>(id).get());
      if (!told.said.procedure)
        faults.push_back("case " + std::to_string(id.value) + ": no record says where it stands (PRO-1)");
      else if (!agree(told.said, stands))
        faults.push_back("case " + std::to_string(id.value) + ": its record says " + text(told.said) + ", and it stands at " +
                         text(stands) + " (PRO-1)");
    }
  }

 private:
  struct Told {
    Place said, stands;
  };
  void moved(const Case* before, const Case* after) {
    if (before && after && before->step == after->step) return;
    if (!place_of(after ? after : before).procedure) return;
    Told& told = cases_[(after ? after : before)->id];
    told.stands = place_of(after);
  }

  std::map<CaseId, Told> cases_;
};

}  // namespace

void case_invariant(const Changed& changed, std::vector<std::string>& faults) {
  Agreement agreement;
  for (const RowChange& change : changed.rows) agreement.take(*change.type, change.before.get(), change.after.get());
  agreement.finish(changed.view, faults);
}

namespace {

class WholeCases final : public WholeInvariant {
 public:
  bool asks_for(const RecordType& type) const override { return &type == &record_type<Case>() || teller_of(type); }
  void take(const RecordType& type, const void* row) override { agreement_.take(type, nullptr, row); }
  void finish(Reader& rows, std::vector<std::string>& faults) override { agreement_.finish(rows, faults); }

 private:
  Agreement agreement_;
};

}  // namespace

std::unique_ptr<WholeInvariant> whole_case_invariant() { return std::make_unique<WholeCases>(); }

}  // namespace ch
