#include "ui/document/Library.h"

#include "model/exchange/CatalogReader.h"
#include "model/exchange/ProfileShelf.h"

#include <spdlog/spdlog.h>

namespace colonnade::ui {

std::shared_ptr<const model::Profile> Library::profile(std::string_view id) const
{
    for (const auto& profile : profiles) {
        if (profile->id == id)
            return profile;
    }
    return profiles.front();
}

std::shared_ptr<const Library> Library::shipped()
{
    static const std::shared_ptr<const Library> library = [] {
        auto read = std::make_shared<Library>();
        if (auto shipped = model::shippedCatalog())
            read->catalog = std::move(*shipped);
        else
            spdlog::error("The catalog cannot be read: {}", shipped.error().text);
        const model::ProfileShelf shelf{model::profileFolders()};
        for (const std::string& id : shelf.ids()) {
            if (auto profile = shelf.named(id))
                read->profiles.push_back(
                    std::make_shared<const model::Profile>(std::move(profile->profile)));
            else
                spdlog::error("The profile '{}' cannot be read: {}", id, profile.error().text);
        }
        if (read->profiles.empty())
            read->profiles.push_back(std::make_shared<const model::Profile>());
        return read;
    }();
    return library;
}

} // namespace colonnade::ui
