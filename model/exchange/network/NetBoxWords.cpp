#include "model/exchange/network/NetBoxWords.h"

namespace colonnade::model {

namespace {

std::string_view infiniBandType(double speed)
{
    // NetBox's words are per lane, of four lanes: NDR is 400 Gbit/s.
    if (speed >= 800)
        return "infiniband-xdr";
    if (speed >= 400)
        return "infiniband-ndr";
    return speed >= 200 ? "infiniband-hdr" : speed >= 100 ? "infiniband-edr" : "other";
}

} // namespace

std::string_view netBoxInterfaceType(const Port& port, bool infiniBand)
{
    const double speed = port.speed.value();
    if (port.role == PortRole::ScaleUp)
        return "other";
    if (port.form == CageForm::Rj45)
        return speed > 1 ? "10gbase-t" : "1000base-t";
    if (infiniBand)
        return infiniBandType(speed);
    switch (port.form) {
    case CageForm::OsfpTwin:
    case CageForm::Osfp: return speed > 800 ? "1.6tbase-x-osfp1600" : speed > 400 ? "800gbase-x-osfp" : "400gbase-x-osfp";
    case CageForm::OsfpRhs: return speed > 800 ? "1.6tbase-x-osfp1600-rhs" : speed > 400 ? "800gbase-x-osfp" : "400gbase-x-osfp-rhs";
    case CageForm::QsfpDd: return speed > 400 ? "800gbase-x-qsfpdd" : speed > 200 ? "400gbase-x-qsfpdd" : "200gbase-x-qsfpdd";
    case CageForm::Qsfp112: return "400gbase-x-qsfp112";
    case CageForm::Qsfp56: return "200gbase-x-qsfp56";
    case CageForm::Qsfp28: return "100gbase-x-qsfp28";
    case CageForm::Sfp56: return "50gbase-x-sfp56";
    case CageForm::Sfp28: return "25gbase-x-sfp28";
    case CageForm::Rj45:
    case CageForm::Mpo:
    case CageForm::Other: break;
    }
    return "other";
}

std::string_view netBoxCableType(CableFigures::Medium medium)
{
    switch (medium) {
    case CableFigures::Medium::Dac: return "dac-passive";
    case CableFigures::Medium::Acc:
    case CableFigures::Medium::Aec: return "dac-active";
    case CableFigures::Medium::Aoc: return "aoc";
    case CableFigures::Medium::TwistedPair: return "cat6a";
    case CableFigures::Medium::MultimodeFibre: return "mmf";
    case CableFigures::Medium::SinglemodeFibre: return "smf";
    case CableFigures::Medium::Backplane: break;
    }
    return {};
}

} // namespace colonnade::model
