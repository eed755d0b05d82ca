use std::collections::BTreeMap;

use super::{CountedMembers, RoleSet};
use crate::check::tests::empty;
use crate::organization_invitations::OrganizationInvitation;
use crate::organization_memberships::{Membership, MembershipFilter, MembershipPage};
use crate::organizations::Organization;
use crate::roles::Role;
use crate::users::User;
use crate::{StorageError, Store, Tx};

/// What a straightforward storage would hold: keys in every row, rewritten by every change.
#[derive(Clone, Debug, Default)]
struct Plain {
    /// Ids of roles by key.
    roles: BTreeMap<String, String>,
    /// Keys of roles by role set.
    sets: BTreeMap<String, Vec<String>>,
    /// The role set of each organization.
    organizations: BTreeMap<String, String>,
    /// The role of each member, by organization and user.
    members: BTreeMap<(String, String), String>,
    /// The role of each invitation, by organization.
    invitations: BTreeMap<(String, String), String>,
    /// Members as they were counted at some time, by organization.
    counted: BTreeMap<String, CountedMembers>,
    next: usize,
}

/// Numbers that are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % (sides as u64)).expect("small")
    }

    fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.roll(items.len())]
    }
}

impl Plain {
    fn name(&mut self, kind: &str) -> String {
        self.next += 1;
        format!("{kind}_{}", self.next)
    }

    fn set(&self, id: &str) -> RoleSet {
        let ids: Vec<String> = self.sets[id].iter().map(|key| self.roles[key].clone()).collect();
        RoleSet {
            id: id.to_owned(),
            key: format!("role_set:{id}"),
            initial: id == "rset_1",
            default_role: ids[0].clone(),
            creator_role: ids[0].clone(),
            roles: ids,
            ..RoleSet::default()
        }
    }

    /// One random change, here and there.
    fn change(&mut self, dice: &mut Dice, tx: &mut Tx<'_, '_>) -> Result<(), StorageError> {
        if dice.roll(2) == 0 { self.change_roles(dice, tx) } else { self.change_organizations(dice, tx) }
    }

    fn change_roles(&mut self, dice: &mut Dice, tx: &mut Tx<'_, '_>) -> Result<(), StorageError> {
        let sets: Vec<String> = self.sets.keys().cloned().collect();
        let set = dice.pick(&sets).clone();
        match dice.roll(6) {
            0 if self.roles.len() < 7 => {
                let key = self.name("org:role");
                self.add_role(tx, &key)?;
            }
            1 if self.sets.len() < 4 => {
                let id = self.name("rset");
                let keys: Vec<String> = self.roles.keys().cloned().collect();
                let first = dice.roll(keys.len());
                self.sets.insert(id.clone(), keys[first..].to_vec());
                tx.insert_role_set(&self.set(&id), &keys[first..])?;
            }
            // A role comes.
            2 => {
                let keys: Vec<String> = self.roles.keys().cloned().collect();
                let key = dice.pick(&keys).clone();
                if !self.sets[&set].contains(&key) {
                    self.sets.get_mut(&set).expect("there").push(key.clone());
                    tx.update_role_set(&self.set(&set))?;
                    tx.add_slots(&set, &key, &self.name("slot"))?;
                }
            }
            // A role goes, another one takes its place.
            3 if self.sets[&set].len() > 1 => {
                let from = dice.pick(&self.sets[&set]).clone();
                self.sets.get_mut(&set).expect("there").retain(|key| *key != from);
                let to = dice.pick(&self.sets[&set]).clone();
                tx.update_role_set(&self.set(&set))?;
                let mappings = vec![(from, to)];
                tx.map_slots(&set, &mappings)?;
                self.map(&set, &mappings);
            }
            // A role set goes, another one takes its place.
            4 if set != "rset_1" => {
                let destination = dice.pick(&sets).clone();
                if destination != set {
                    let theirs = self.sets[&destination].clone();
                    // Every role that the other set lacks, and by the way two that change places.
                    let mut mappings: Vec<(String, String)> = self.sets[&set]
                        .iter()
                        .filter(|key| !theirs.contains(key) || dice.roll(3) == 0)
                        .map(|key| (key.clone(), theirs[key.len() % theirs.len()].clone()))
                        .collect();
                    mappings.reverse();
                    let token = self.name("slot");
                    tx.replace_role_set(&self.set(&set), &self.set(&destination), &theirs, &mappings, &token)?;
                    self.map(&set, &mappings);
                    self.sets.remove(&set);
                    for other in self.organizations.values_mut().filter(|other| **other == set) {
                        other.clone_from(&destination);
                    }
                }
            }
            5 => {
                let keys: Vec<String> = self.roles.keys().cloned().collect();
                let from = dice.pick(&keys).clone();
                let to = self.name("org:role");
                self.rename(tx, &from, &to)?;
            }
            _ => {}
        }
        Ok(())
    }

    fn change_organizations(&mut self, dice: &mut Dice, tx: &mut Tx<'_, '_>) -> Result<(), StorageError> {
        let sets: Vec<String> = self.sets.keys().cloned().collect();
        let organizations: Vec<String> = self.organizations.keys().cloned().collect();
        let set = dice.pick(&sets).clone();
        let organization = organizations.get(dice.roll(organizations.len().max(1))).cloned();
        match (dice.roll(7), organization) {
            (0, _) if self.organizations.len() < 6 => {
                let id = self.name("org");
                tx.insert_organization(&Organization {
                    id: id.clone(),
                    slug: id.clone(),
                    role_set_key: format!("role_set:{set}"),
                    ..Organization::default()
                })?;
                self.organizations.insert(id, set);
            }
            // An organization gets another role set, if that has all that it needs.
            (1, Some(id)) => {
                let needed = tx.list_roles_of_organization(&id, 0)?;
                if needed.iter().all(|key| self.sets[&set].contains(key)) {
                    let token = self.name("slot");
                    tx.move_organization(&id, &set, &self.sets[&set].clone(), &token)?;
                    self.organizations.insert(id, set);
                }
            }
            (2, Some(id)) => {
                if let Some((_, user)) = self.members.keys().find(|(organization, _)| *organization == id).cloned() {
                    let membership = tx.find_membership(&id, &user)?.expect("a member");
                    tx.delete_membership(&membership)?;
                    self.members.remove(&(id, user));
                }
            }
            (3, Some(id)) if dice.roll(4) == 0 => {
                let organization = tx.find_organization(&id)?.expect("there");
                let members = self.counted.remove(&id).unwrap_or_default();
                tx.delete_organization(&organization, &members)?;
                self.organizations.remove(&id);
                self.members.retain(|(organization, _), _| *organization != id);
                self.invitations.retain(|(organization, _), _| *organization != id);
            }
            // Some are still right when the organization is deleted.
            (6, Some(id)) => {
                let members = tx.count_members(&id)?;
                self.counted.insert(id, members);
            }
            (4, Some(id)) => {
                let invitation = self.name("orginv");
                let role = dice.pick(&self.sets[&self.organizations[&id]]).clone();
                tx.insert_organization_invitation(&OrganizationInvitation {
                    id: invitation.clone(),
                    organization_id: id.clone(),
                    email_address: format!("{invitation}@example.com"),
                    role: role.clone(),
                    expires_at: 9,
                    ..OrganizationInvitation::default()
                })?;
                self.invitations.insert((id, invitation), role);
            }
            (_, Some(id)) => {
                let user = format!("user_{}", dice.roll(5));
                let role = dice.pick(&self.sets[&self.organizations[&id]]).clone();
                let membership = Membership {
                    id: format!("orgmem_{id}_{user}"),
                    organization_id: id.clone(),
                    user_id: user.clone(),
                    role: role.clone(),
                    ..Membership::default()
                };
                if !tx.insert_membership(&membership)? {
                    tx.update_membership(&membership)?;
                }
                self.members.insert((id, user), role);
            }
            _ => {}
        }
        Ok(())
    }

    fn add_role(&mut self, tx: &mut Tx<'_, '_>, key: &str) -> Result<(), StorageError> {
        let id = self.name("role");
        tx.insert_role(&Role { id: id.clone(), key: key.to_owned(), ..Role::default() })?;
        self.roles.insert(key.to_owned(), id);
        Ok(())
    }

    fn rename(&mut self, tx: &mut Tx<'_, '_>, from: &str, to: &str) -> Result<(), StorageError> {
        let id = self.roles.remove(from).expect("a role");
        let role = |key: &str| Role { id: id.clone(), key: key.to_owned(), ..Role::default() };
        tx.update_role(&role(from), &role(to))?;
        self.roles.insert(to.to_owned(), id);
        let keys = self.sets.values_mut().flatten();
        for key in keys.chain(self.members.values_mut()).chain(self.invitations.values_mut()) {
            if key == from {
                to.clone_into(key);
            }
        }
        Ok(())
    }

    fn map(&mut self, set: &str, mappings: &[(String, String)]) {
        let organizations = &self.organizations;
        for ((organization, _), key) in self.members.iter_mut().chain(self.invitations.iter_mut()) {
            if organizations[organization] == set
                && let Some((_, to)) = mappings.iter().find(|(from, _)| from == key)
            {
                key.clone_from(to);
            }
        }
    }

    /// Fails unless the store shows the same.
    fn compare(&self, tx: &mut Tx<'_, '_>) -> Result<(), StorageError> {
        let mut counts = BTreeMap::<(String, String), i64>::new();
        for ((organization, user), role) in &self.members {
            let found = tx.find_membership(organization, user)?.expect("a member");
            assert_eq!(found.role, *role, "{user} in {organization}");
            *counts.entry((self.organizations[organization].clone(), role.clone())).or_default() += 1;
            let filter = MembershipFilter {
                organization_id: Some(organization.clone()),
                roles: vec![role.clone()],
                ..MembershipFilter::default()
            };
            let listed = tx.list_memberships(&filter, &MembershipPage::default())?;
            let expected = self.members.iter().filter(|((other, _), one)| other == organization && *one == role);
            assert_eq!(listed.len(), expected.count(), "members of {organization} as {role}");
            assert!(listed.iter().all(|one| one.role == *role));
            let active = tx.find_active_membership(organization, user)?.expect("a member");
            assert_eq!(active.role, *role);
            let roles = tx.list_roles_of_user(user)?;
            assert!(roles.contains(&(organization.clone(), role.clone())), "{roles:?}");
        }
        let members = tx.count_role_members()?;
        for (set, keys) in &self.sets {
            for key in keys {
                let expected = counts.get(&(set.clone(), key.clone())).copied().unwrap_or(0);
                assert_eq!(members.count(set, key), expected, "members as {key} by {set}");
            }
        }
        for ((_, id), role) in &self.invitations {
            assert_eq!(tx.find_organization_invitation(id)?.expect("there").role, *role, "{id}");
        }
        let mut invited: Vec<&String> = self.invitations.values().collect();
        invited.sort_unstable();
        invited.dedup();
        assert_eq!(tx.list_invited_roles(None, 0)?.iter().collect::<Vec<_>>(), invited);
        for (id, set) in &self.organizations {
            assert_eq!(tx.find_organization(id)?.expect("there").role_set_key, format!("role_set:{set}"));
        }
        Ok(())
    }
}

fn begin(store: &Store) -> Plain {
    let prepared = store.system_blocking(|tx| {
        let mut tx = tx.within("ins_a");
        let mut plain = Plain::default();
        for number in 0..5 {
            tx.insert_user(&User { id: format!("user_{number}"), ..User::default() })?;
        }
        for key in ["org:admin", "org:member", "org:guest"] {
            plain.add_role(&mut tx, key)?;
        }
        let keys: Vec<String> = plain.roles.keys().cloned().collect();
        plain.sets.insert("rset_1".to_owned(), keys.clone());
        tx.insert_role_set(&plain.set("rset_1"), &keys)?;
        Ok::<_, StorageError>(plain)
    });
    prepared.expect("prepared")
}

#[test]
fn tokens_cohorts_and_slots_show_what_plain_keys_in_every_row_would() {
    for seed in 1..=6_u64 {
        let (store, _folder) = empty();
        let mut plain = begin(&store);
        for step in 0..150_u64 {
            let state = seed * 1_000_003 + step * 7919;
            let before = plain.clone();
            plain = store
                .system_blocking(move |tx| {
                    let mut tx = tx.within("ins_a");
                    let (mut plain, mut dice) = (before.clone(), Dice(state));
                    for _ in 0..8 {
                        dice.roll(2);
                    }
                    plain.change(&mut dice, &mut tx)?;
                    plain.compare(&mut tx)?;
                    Ok::<_, StorageError>(plain)
                })
                .unwrap_or_else(|error| panic!("seed {seed}, step {step}: {error}"));
            if step % 30 == 29 {
                let findings = store.check_blocking().expect("checked").findings;
                assert_eq!(findings, [], "seed {seed}, step {step}");
            }
        }
        assert!(plain.next > 20, "something happened");
    }
}
