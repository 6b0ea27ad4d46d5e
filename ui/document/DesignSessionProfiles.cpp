#include "ui/document/DesignSessionPrivate.h"

#include "model/exchange/ProfileSaving.h"
#include "model/exchange/ProfileShelf.h"
#include "ui/document/Words.h"

#include <algorithm>

namespace colonnade::ui {

const model::Profile& DesignSession::profile() const
{
    return *d->profile();
}

const model::Profile& DesignSession::namedProfile() const
{
    return *d->profileNamed(design()->profile());
}

std::vector<std::shared_ptr<const model::Profile>> DesignSession::profiles() const
{
    std::vector<ProfileRef> all = d->library->profiles;
    for (const ProfileRef& own : d->ownProfiles) {
        std::erase_if(all, [&](const ProfileRef& other) { return other->id == own->id; });
        all.push_back(own);
    }
    return all;
}

void DesignSession::setProfile(const QString& name, model::Profile profile)
{
    endPreview();
    if (profile == *d->profile())
        return;
    ProfileRef next = d->profileNamed(design()->profile());
    if (!(profile == *next)) // Back to what the design names: the same profile again, not an equal one.
        next = std::make_shared<const model::Profile>(std::move(profile));
    d->steps.resize(static_cast<std::size_t>(d->index) + 1);
    d->steps.push_back({name, design(), std::move(next)});
    d->show(d->index + 1);
}

void DesignSession::addProfile(model::Profile profile)
{
    std::erase_if(d->ownProfiles, [&](const ProfileRef& other) { return other->id == profile.id; });
    d->ownProfiles.push_back(std::make_shared<const model::Profile>(std::move(profile)));
}

model::Result<void> DesignSession::saveProfileAs(const QString& name)
{
    auto saved = model::saveProfile({profile(), namedProfile(), utf8(name), path().toStdString()});
    if (!saved)
        return tl::unexpected<model::Error>{saved.error()};
    const std::string id = saved->profile.id;
    const QString title = words(saved->profile.title);
    addProfile(std::move(saved->profile));
    return apply(tr("Save the rules as %1").arg(title),
                 [id](const model::Design& design) -> model::Result<model::Design> { return design.withProfile(id); });
}

ProfileRef DesignSession::Private::profileNamed(std::string_view id) const
{
    for (const ProfileRef& own : ownProfiles) {
        if (own->id == id)
            return own;
    }
    const ProfileRef shipped = library->profile(id);
    if (shipped->id == id)
        return shipped;
    // Beside the design or in the person's folder; looked for once, not at every edit.
    ProfileRef& known = lookedUp[{q->path(), std::string(id)}];
    if (!known) {
        const auto found = model::ProfileShelf{model::profileFolders(q->path().toStdString())}.named(std::string(id));
        known = found ? std::make_shared<const model::Profile>(found->profile) : shipped;
    }
    return known;
}

} // namespace colonnade::ui
